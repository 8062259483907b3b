document.getElementById("{mark}").scrollIntoView({ block: "center" });
