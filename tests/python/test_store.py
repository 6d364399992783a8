"""The store: many processes, one directory."""

import json
import multiprocessing
import os
import signal
import threading
import time
import uuid

import pytest
import smcache

DEBUG_ID = "00112233-4455-6677-8899-aabbccddeeff"


def numbered_map(number, **fields):
    sources = [f"{number}.ts"]
    return json.dumps({"version": 3, "sources": sources, "names": [], "mappings": "AAAA", **fields}).encode()


@pytest.fixture
def store(tmp_path):
    with smcache.Store(tmp_path / "store", durable=False) as opened:
        yield opened


def source(cache):
    return cache.lookup(0, 5).source


def test_a_map_is_converted_once(store):
    assert source(store.get_or_convert(numbered_map(1))) == "1.ts"
    assert source(store.get_or_convert(numbered_map(1))) == "1.ts"
    with smcache.Store(store.path) as other:
        assert source(other.get_or_convert(numbered_map(1))) == "1.ts"
        assert other.counters.builds == 0
        assert other.counters.opens == 1
    assert store.counters.builds == 1
    assert store.counters.hits == 1


def test_names_lead_to_a_cache(store):
    data = numbered_map(1, debugId=DEBUG_ID)
    store.get_or_convert(data, key="https://example.org/app.js")
    key = store.key(data)
    for name in ("https://example.org/app.js", uuid.UUID(DEBUG_ID), key, smcache.Key(str(key))):
        assert name in store
        assert source(store.get(name)) == "1.ts"
    assert store.find("https://example.org/app.js") == key
    assert store.get("nothing") is None
    assert store.get(uuid.uuid4()) is None
    assert "nothing" not in store
    assert store.remove("https://example.org/app.js")
    assert not store.remove("https://example.org/app.js")
    assert store.get(key) is None
    store.set_alias("other", key)
    assert store.get("other") is None
    store.publish(key, smcache.convert(data))
    assert source(store.get("other")) == "1.ts"


def test_the_generated_file_and_the_options_have_a_part_in_the_key(store):
    data, generated = numbered_map(1), f"//# debugId={DEBUG_ID}\n".encode()
    assert store.get_or_convert(data).info.debug_id is None
    assert store.get_or_convert(data, generated).info.debug_id == uuid.UUID(DEBUG_ID)
    assert store.get(uuid.UUID(DEBUG_ID)).info.debug_id == uuid.UUID(DEBUG_ID)
    store.get_or_convert(data, sources="omit")
    store.get_or_convert(data, strict=True)
    store.get_or_convert(data, functions="none")
    assert store.contents.entries == 5
    assert str(smcache.Store.key(b"{}")) == "45acdb7063988908935c06beacc7de37"  # as in C++
    assert len({store.key(data), store.key(data, generated), store.key(data, sources="omit")}) == 3


def test_failures_are_remembered(store):
    for _ in range(3):
        with pytest.raises(smcache.Error) as raised:
            store.get_or_convert(b'{"version": 3}', name="app.js.map")
        assert raised.value.code == smcache.ErrorCode.MAPPINGS_MISSING
        assert "app.js.map" in str(raised.value)
    assert store.counters.failures == 1
    assert store.counters.failures_remembered == 2
    with smcache.Store(store.path, failure_ttl=0) as forgetful, pytest.raises(ValueError, match="mappings"):
        forgetful.get_or_convert(b'{"version": 3}')
    assert forgetful.path == store.path


def test_an_error_of_the_caller_leaves_the_key_free(store):
    with pytest.raises(TypeError):
        store.get_or_convert(numbered_map(1), on_warning=1, sources="embed", generated="text")
    with pytest.raises(ValueError, match="sources"):
        store.get_or_convert(numbered_map(1), sources="some")
    assert source(store.get_or_convert(numbered_map(1))) == "1.ts"


def test_evict_check_and_contents(store):
    for number in range(10):
        store.get_or_convert(numbered_map(number))
    assert store.check() == (10, 0)
    assert store.contents.bytes == 10 * 4096
    assert store.evict(max_bytes=5 * 4096).entries == 4
    assert store.contents.entries == 4
    assert store.counters.evictions == 6


def test_caches_outlive_the_store_and_their_file(tmp_path):
    store = smcache.Store(tmp_path, durable=False)
    cache = store.get_or_convert(numbered_map(1))
    store.remove(store.key(numbered_map(1)))
    store.close()
    assert source(cache) == "1.ts"
    with pytest.raises(ValueError, match="closed"):
        store.get("x")
    with pytest.raises(ValueError, match="closed"):
        _ = store.counters


def test_wrong_arguments(tmp_path):
    with pytest.raises(ValueError, match="low_water"):
        smcache.Store(tmp_path, low_water=101)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError, match="directory"):
        smcache.Store(tmp_path / "file")
    with pytest.raises(ValueError, match="16 bytes"):
        smcache.Key(b"short")
    assert repr(smcache.Key(bytes(16))) == f"Key('{'0' * 32}')"


def test_threads(store):
    wrong = []

    def work():
        for number in list(range(50)) * 3:
            if source(store.get_or_convert(numbered_map(number))) != f"{number}.ts":
                wrong.append(number)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert store.counters.builds == 50


def use_inherited(store, queue):
    answers = [source(store.get_or_convert(numbered_map(number))) for number in range(20)]
    queue.put((answers, store.counters.builds))


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_forked_children_use_their_parents_store(store):
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    store.get_or_convert(numbered_map(0))
    children = [context.Process(target=use_inherited, args=(store, queue)) for _ in range(4)]
    for child in children:
        child.start()
    got = [queue.get() for _ in children]
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0] * 4
    assert all(answers == [f"{number}.ts" for number in range(20)] for answers, _ in got)
    assert sum(builds - 1 for _, builds in got) == 19  # each inherits the count of one


def open_and_use(path, queue):
    with smcache.Store(path) as store:
        answers = [source(store.get_or_convert(numbered_map(number))) for number in range(20)]
        queue.put((answers, store.counters.builds))


def test_spawned_children_open_the_store_themselves(tmp_path):
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    children = [context.Process(target=open_and_use, args=(str(tmp_path), queue)) for _ in range(3)]
    for child in children:
        child.start()
    got = [queue.get() for _ in children]
    for child in children:
        child.join()
    assert sum(builds for _, builds in got) == 20


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_fork_while_threads_build_leaves_nobody_waiting(store):
    done = threading.Event()

    def work(first):
        number = first
        while not done.is_set():
            store.get_or_convert(numbered_map(number))
            number += 2

    threads = [threading.Thread(target=work, args=(first,)) for first in range(2)]
    for thread in threads:
        thread.start()
    statuses = []
    for _ in range(30):
        child = os.fork()
        if child == 0:
            right = [source(store.get_or_convert(numbered_map(number))) == f"{number}.ts" for number in range(10)]
            os._exit(0 if all(right) else 1)
        statuses.append(os.waitpid(child, 0)[1])
    done.set()
    for thread in threads:
        thread.join()
    assert statuses == [0] * 30


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_a_builder_that_is_killed_frees_the_key(store):
    ready, told = os.pipe()
    child = os.fork()
    if child == 0:
        with store._claim(store.key(numbered_map(1))):
            os.write(told, b"x")
            time.sleep(1000)
    os.read(ready, 1)
    killer = threading.Timer(0.1, os.kill, (child, signal.SIGKILL))
    killer.start()
    assert source(store.get_or_convert(numbered_map(1))) == "1.ts"
    killer.join()
    os.waitpid(child, 0)
    assert store.counters.waits == 1
