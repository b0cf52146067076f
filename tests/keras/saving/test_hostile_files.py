"""Files that are damaged or made to do harm: a clear error, nothing run, the model as it was."""

import contextlib
import io
import json
import os
import struct
import warnings
import zipfile
import zlib

import numpy as np
import pytest

from dlteach import keras

h5py = pytest.importorskip("h5py")


def small_model():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name="d")])


@pytest.fixture
def members(tmp_path):
    """The members of a good archive."""
    small_model().save(tmp_path / "good.keras")
    with zipfile.ZipFile(tmp_path / "good.keras") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def archive(tmp_path, members):
    """Writes an archive: the good one with some members changed, more added, or (None) left out."""

    def write(compression=zipfile.ZIP_STORED, **changes):
        path = tmp_path / "evil.keras"
        with zipfile.ZipFile(path, "w", compression) as file:
            for name, content in {**members, **changes}.items():
                if content is not None:
                    file.writestr(name, content)
        return path

    return write


def config_with(members, change):
    config = json.loads(members["config.json"])
    change(config)
    return json.dumps(config)


def dense(config):
    return config["config"]["layers"][1]


def npz_of(arrays, header=None):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w") as inner:
        warnings.simplefilter("ignore")  # of a name that is there twice
        for name, array in arrays.items():
            member = io.BytesIO()
            np.lib.format.write_array(member, np.asarray(array))
            inner.writestr(name, member.getvalue())
        for name, (shape, descr, data) in (header or {}).items():
            member = io.BytesIO()
            fields = {"descr": descr, "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(member, fields)
            inner.writestr(name, member.getvalue() + data)
    return file.getvalue()


GOOD = {"layers/dense/vars/0.npy": np.ones((3, 2), "f4"), "layers/dense/vars/1.npy": np.ones(2, "f4")}


def refused(path, words="."):
    with pytest.raises((ValueError, TypeError), match=words) as error:
        keras.models.load_model(path)
    assert len(str(error.value)) > 20
    assert set(os.listdir(path.parent)) <= {"good.keras", "evil.keras"}


@pytest.mark.parametrize("kept", [0, 1, 30, 300, 2000])
def test_a_file_that_was_cut_off(kept, tmp_path, members):
    whole = (tmp_path / "good.keras").read_bytes()
    path = tmp_path / "evil.keras"
    path.write_bytes(whole[:kept])
    refused(path, "cannot be read")


def test_every_bit_that_flips_is_noticed_or_harmless(tmp_path, members):
    whole = bytearray((tmp_path / "good.keras").read_bytes())
    rng = np.random.default_rng(0)
    path = tmp_path / "evil.keras"
    for place in rng.integers(0, len(whole), 150):
        changed = bytearray(whole)
        changed[place] ^= 1 << int(rng.integers(8))
        path.write_bytes(changed)
        with contextlib.suppress(ValueError, TypeError):
            assert keras.models.load_model(path).count_params() == 8


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "assets/../../evil", "assets\\..\\..\\evil", "C:\\evil"]
)
def test_a_path_that_leads_out(name, archive, tmp_path):
    refused(archive(**{name: b"evil"}), "leads out|escapes")
    assert not (tmp_path.parent / "evil").exists()


def test_a_link_among_the_assets(archive, members, tmp_path):
    path = archive()
    with zipfile.ZipFile(path, "a") as file:
        link = zipfile.ZipInfo("assets/link")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    refused(path, "is a link")


def test_a_member_that_is_there_twice(archive, members):
    path = archive()
    with zipfile.ZipFile(path, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("config.json", members["config.json"])
    refused(path, "twice")


@pytest.mark.parametrize("name", ["config.json", "model.weights.npz", "assets/a"])
def test_a_zip_bomb(name, archive):
    refused(archive(zipfile.ZIP_DEFLATED, **{name: bytes(1 << 27)}), "decompression bomb")


def test_a_size_that_is_a_lie(archive, members, tmp_path):
    """The zip says ten bytes and unpacks to a hundred megabytes."""
    path = archive(zipfile.ZIP_DEFLATED, **{"config.json": bytes(10**8)})
    content = path.read_bytes()
    lie = content.replace(struct.pack("<I", 10**8), struct.pack("<I", 10))
    path.write_bytes(lie)
    refused(path, "cannot be read")


@pytest.mark.parametrize("missing", ["config.json", "model.weights.npz"])
def test_a_member_that_is_missing(missing, archive):
    refused(archive(**{missing: None}), missing)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"1", b'"x"', b"null", b"{}", b"\xff\xfe", b'{"class_name": 1}', b"NaN", b"[" * 10**6],
)
def test_a_config_that_is_none(text, archive):
    refused(archive(**{"config.json": text}))


def test_a_config_that_is_nested_a_hundred_thousand_times(archive):
    refused(archive(**{"config.json": '{"a":' * 10**5 + "1" + "}" * 10**5}), "RecursionError|cannot be read")


def test_a_config_that_describes_no_model(archive, members):
    config = keras.saving.serialize_keras_object(keras.regularizers.L2(0.1))
    refused(archive(**{"config.json": json.dumps(config)}), "not describe a model")


@pytest.mark.parametrize("units", [10**12, 10**9, -1, 0, 2.5, "2", None, [2], {"a": 1}, True, 10**400])
def test_a_layer_of_senseless_size(units, archive, members):
    path = archive(**{"config.json": config_with(members, lambda c: dense(c)["config"].update(units=units))})
    if units is True:
        pytest.skip("True is 1 in Keras too")
    refused(path)


def test_a_huge_layer_is_refused_before_it_is_made(archive, members):
    path = archive(**{"config.json": config_with(members, lambda c: dense(c)["config"].update(units=10**9))})
    refused(path, "3,000,000,000 numbers")


def test_a_thousand_large_layers_are_refused_before_they_fill_the_memory(archive, members):
    def many(config):
        layers = config["config"]["layers"]
        for i in range(1000):
            copy = json.loads(json.dumps(layers[1]))
            copy["config"].update(units=3000, name=f"d{i}")
            copy.pop("build_config", None)
            layers.append(copy)

    refused(archive(**{"config.json": config_with(members, many)}), "at most")


WRONG = [None, 0, -1, 2.5, True, "", "x", [], [1], [[]], {}, {"a": 1}]


def places(config, path=()):
    """Every place in a config."""
    yield path
    pairs = (
        config.items() if isinstance(config, dict) else enumerate(config) if isinstance(config, list) else ()
    )
    for key, value in pairs:
        yield from places(value, (*path, key))


@pytest.mark.parametrize("value", WRONG, ids=repr)
def test_wrong_types_everywhere_in_a_config(value, archive, members):
    good = json.loads(members["config.json"])
    for path in places(good):
        changed = json.loads(members["config.json"])
        if not path:
            changed = value
        else:
            place = changed
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = value
        with contextlib.suppress(ValueError, TypeError, NotImplementedError):  # anything else is a fault
            keras.models.load_model(archive(**{"config.json": json.dumps(changed)}))


@pytest.mark.parametrize(
    "name", ["os.system", "posix.system", "builtins.eval", "builtins.exec", "dlteach.cli.main"]
)
def test_a_config_that_names_what_it_should_not(name, archive, members, tmp_path):
    module, _, function = name.rpartition(".")
    run = {"module": module, "class_name": "function", "config": function, "registered_name": function}
    made = {"module": module, "class_name": function, "config": {}, "registered_name": function}
    for value in [run, made]:
        changed = config_with(members, lambda c, v=value: dense(c)["config"].update(activation=v))
        refused(archive(**{"config.json": changed}), "Could not locate|interpret")
    changed = config_with(members, lambda c: dense(c).update(module=module, class_name=function))
    refused(archive(**{"config.json": changed}), "Could not locate")


def test_code_in_a_config_is_not_run(archive, members, tmp_path):
    value = {"code": "4wAAAA==", "defaults": None, "closure": None}
    evil = {"class_name": "__lambda__", "config": {"value": value}}
    path = archive(
        **{"config.json": config_with(members, lambda c: dense(c)["config"].update(activation=evil))}
    )
    refused(path, "arbitrary code execution")
    with pytest.raises((ValueError, TypeError), match="never runs code"):
        keras.models.load_model(path, safe_mode=False)


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (b"no zip", "cannot be read"),
        (npz_of({**GOOD, "layers/dense/vars/0.npy": np.ones((9, 2), "f4")}), "must match"),
        (npz_of({"layers/dense/vars/0.npy": np.ones((3, 2), "f4")}), "expected 2 variables"),
        (npz_of({**GOOD, "layers/dense/vars/2.npy": np.ones(2)}), "expected 2 variables"),
        (npz_of({"layers/dense/vars/a.npy": 1, "layers/dense/vars/b.npy": 1}), "could not be loaded"),
        (npz_of({}), "expected 2 variables"),
        (npz_of({**GOOD, "layers/dense/vars/1.npy": np.array(["a", "b"])}), "dtype"),
        (npz_of({**GOOD, "layers/dense/vars/1.npy": np.ones(2, "c8")}), "dtype"),
        (npz_of({**GOOD, "layers/dense/vars/1.npy": np.zeros(2, "M8[s]")}), "dtype"),
        (npz_of({**GOOD, "layers/dense/vars/1.npy": np.array([{}, 1], object)}), "dtype object"),
        (npz_of({**GOOD, "readme.txt": 1}), "no .npy file"),
        (npz_of(GOOD, {"layers/dense/vars/1.npy": ((2**50,), "<f8", b"")}), "twice"),
        (
            npz_of(
                {},
                {
                    "layers/dense/vars/1.npy": ((2**50,), "<f8", b""),
                    "layers/dense/vars/0.npy": ((3, 2), "<f4", bytes(24)),
                },
            ),
            "holds",
        ),
        (
            npz_of(
                {},
                {
                    "layers/dense/vars/0.npy": ((-3, 2), "<f4", bytes(24)),
                    "layers/dense/vars/1.npy": ((2,), "<f4", bytes(8)),
                },
            ),
            "vars/0",
        ),
        (
            npz_of(
                {},
                {
                    "layers/dense/vars/0.npy": ((3, 2), "|O", bytes(24)),
                    "layers/dense/vars/1.npy": ((2,), "<f4", bytes(8)),
                },
            ),
            "dtype",
        ),
    ],
)
def test_weights_that_are_none_of_this_model(weights, words, archive, members, tmp_path):
    refused(archive(**{"model.weights.npz": weights}), words)
    path = tmp_path / "evil.weights.npz"
    path.write_bytes(weights)
    model = small_model()
    before = model.get_weights()
    with pytest.raises(ValueError, match=words):
        model.load_weights(path)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def test_an_array_beyond_what_the_model_needs_is_not_read(archive, members):
    big = npz_of({**GOOD, "layers/dense/vars/1.npy": np.zeros(10**7, "f8")})
    refused(archive(**{"model.weights.npz": big}), "the model has place for")


def test_a_model_is_unchanged_if_a_later_layer_fails(tmp_path):
    def model(units):
        return keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dense(units)])

    model(5).save_weights(tmp_path / "m.weights.npz")
    target = model(6)
    before = target.get_weights()
    with pytest.raises(ValueError, match="1 objects could not be loaded"):
        target.load_weights(tmp_path / "m.weights.npz")
    for old, new in zip(before, target.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


def h5_of(tmp_path, write):
    path = tmp_path / "evil.weights.h5"
    small_model().save_weights(path)
    with h5py.File(path, "r+") as file:
        write(file)
    return path


def replaced_by(link):
    def write(file):
        del file["layers/dense/vars/0"]
        file["layers/dense/vars/0"] = link

    return write


def shape_bomb(file):
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", shape=(2**50,), dtype="f8", chunks=(1024,), compression="gzip")


def words_instead_of_numbers(file):
    del file["layers/dense/vars/0"]
    file["layers/dense/vars/0"] = ["a", "b"]


def group_instead_of_numbers(file):
    del file["layers/dense/vars/0"]
    file.create_group("layers/dense/vars/0")


def virtual(file):
    layout = h5py.VirtualLayout(shape=(3, 2), dtype="f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", shape=(3, 2))
    del file["layers/dense/vars/0"]
    file.create_virtual_dataset("layers/dense/vars/0", layout)


def external(file):
    del file["layers/dense/vars/0"]
    file.create_dataset("layers/dense/vars/0", shape=(3, 2), dtype="f4", external="/etc/passwd")


def group_by_link(file):
    file.move("layers/dense", "elsewhere")
    file["layers/dense"] = h5py.SoftLink("/elsewhere")


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (replaced_by(h5py.ExternalLink("other.h5", "/x")), "ExternalLink"),
        (replaced_by(h5py.SoftLink("/layers/dense/vars/1")), "SoftLink"),
        (group_by_link, "SoftLink"),
        (shape_bomb, "bomb"),
        (words_instead_of_numbers, "dtype"),
        (group_instead_of_numbers, "expected Dataset"),
        (virtual, "virtual"),
        (external, "external"),
        (lambda file: file.pop("layers/dense/vars/1"), "expected 2 variables"),
    ],
)
def test_hdf5_files_that_lead_elsewhere_or_lie(write, words, tmp_path):
    path = h5_of(tmp_path, write)
    model = small_model()
    before = model.get_weights()
    with pytest.raises(ValueError, match=words):
        model.load_weights(path)
    for old, new in zip(before, model.get_weights(), strict=True):
        np.testing.assert_array_equal(old, new)


@pytest.mark.parametrize("kept", [0, 8, 100, 1000])
def test_an_hdf5_file_that_was_cut_off(kept, tmp_path):
    path = tmp_path / "m.weights.h5"
    model = small_model()
    model.save_weights(path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ValueError, match="cannot be read"):
        model.load_weights(path)


def test_the_checksum_of_a_weight_is_looked_at(tmp_path, members):
    """A zip keeps a checksum of each member: a number that changed on the disk is noticed."""
    whole = bytearray((tmp_path / "good.keras").read_bytes())
    kernel = small_model_kernel(members)
    place = whole.find(kernel.tobytes())
    assert place > 0
    whole[place] ^= 1
    (tmp_path / "evil.keras").write_bytes(whole)
    refused(tmp_path / "evil.keras", "cannot be read")


def small_model_kernel(members):
    return np.load(io.BytesIO(members["model.weights.npz"]))["layers/dense/vars/0"]


def test_zlib_that_breaks_off(archive, tmp_path):
    path = archive(zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    start = content.find(zlib.compress(b"")[:0] + b"config.json") + len("config.json")
    content[start : start + 20] = bytes(20)
    path.write_bytes(content)
    refused(path, "cannot be read")


@pytest.mark.parametrize("thresholds", [10**8, 10**12])
def test_a_metric_of_senseless_size(thresholds, archive, tmp_path):
    model = small_model()
    model.compile(loss="mse", metrics=[keras.metrics.AUC()])
    model.save(tmp_path / "good.keras")
    with zipfile.ZipFile(tmp_path / "good.keras") as file:
        config = json.loads(file.read("config.json"))
    config["compile_config"]["metrics"][0]["config"].update(num_thresholds=thresholds, thresholds=None)
    refused(archive(**{"config.json": json.dumps(config)}), "at most")


@keras.saving.register_keras_serializable("hostile_files")
class Shifted(keras.layers.Layer):
    def call(self, x):
        return x + 1


def test_a_layer_is_not_tried_on_senselessly_large_inputs(archive, tmp_path):
    keras.Sequential([keras.Input((3,)), Shifted()]).save(tmp_path / "good.keras")
    with zipfile.ZipFile(tmp_path / "good.keras") as file:
        text = file.read("config.json").decode()
    config = json.loads(text.replace("[null, 3]", "[null, 100000, 1000000]"))
    refused(archive(**{"config.json": json.dumps(config)}), "at most")
