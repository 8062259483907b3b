(question, told) => {
  const asked = question.trim();
  if (asked) {
    // Shown at once; the server's answer replaces it.
    const exchange = document.createElement("section");
    exchange.className = "exchange";
    exchange.innerHTML = '<p class="asked"><span></span></p><div class="pair"><div class="said waiting"></div></div>';
    exchange.querySelector("span").textContent = "{you}";
    exchange.querySelector(".asked").append(asked);
    exchange.querySelector(".waiting").textContent = "{searching}";
    const talk = document.querySelector("#talk .talk") || document.querySelector("#talk .welcome");
    talk.after(exchange);
    exchange.scrollIntoView({ block: "start", behavior: "smooth" });
  }
  return [question, told];
}
