"""Closing, threads, forks: what happens to memory that others look at."""

import gc
import multiprocessing
import threading

import pytest
import smcache


def test_a_closed_cache_raises(file):
    cache = smcache.open(file)
    source, answers = cache.sources[0], cache.lookup_many([(0, 0)])
    sources, names, mappings = cache.sources, cache.names, cache.mappings()
    assert not cache.closed
    cache.close()
    cache.close()
    assert cache.closed
    assert repr(cache) == "<smcache.Cache: closed>"
    for call in (
        lambda: cache.lookup(0, 0), lambda: cache.lookup_all(0, 0), lambda: cache.lookup_many([(0, 0)]),
        lambda: len(cache), lambda: next(mappings), lambda: cache.info, lambda: cache.data, cache.verify,
        lambda: cache.sections, lambda: cache.extensions, lambda: source.name, lambda: source.raw_name,
        lambda: source.content, lambda: source.content_view, lambda: source.ignored, lambda: source.line_count,
        lambda: source.line(0), lambda: source.lines(), lambda: source.context(0), lambda: len(sources),
        lambda: names[0], lambda: answers[0],
    ):  # fmt: skip
        with pytest.raises(ValueError, match="closed"):
            call()


def test_a_with_block_closes(file):
    with smcache.open(file) as cache:
        assert cache.lookup(0, 0)
    assert cache.closed


def test_views_keep_the_memory(file, compiled):
    with smcache.open(file) as cache:
        data, content = cache.data, cache.sources[0].content_view
    del cache
    gc.collect()
    assert bytes(data) == compiled
    assert bytes(content).startswith(b"first")
    assert data.readonly
    with pytest.raises(TypeError):
        data[0] = 0


def test_bytes_are_kept_by_their_cache():
    data = bytearray(smcache.convert(b'{"version":3,"sources":["a"],"names":[],"mappings":"AAAA"}'))
    cache = smcache.Cache(data)
    with pytest.raises(BufferError):
        data.clear()
    assert cache.lookup(0, 0).source == "a"
    cache.close()
    gc.collect()
    data.clear()


def test_failed_construction_leaves_a_closed_cache():
    cache = smcache.Cache.__new__(smcache.Cache)
    assert cache.closed
    with pytest.raises(ValueError, match="closed"):
        cache.lookup(0, 0)


def test_opening_ten_thousand_times_does_not_grow(file):
    def pages():
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[1])

    def descriptors():
        import os

        return len(os.listdir("/proc/self/fd"))

    def open_and_close(times):
        for _ in range(times):
            with smcache.open(file) as cache:
                assert cache.lookup(0, 0).source == "src/a.ts"

    open_and_close(1000)
    gc.collect()
    before, open_before = pages(), descriptors()
    open_and_close(10_000)
    gc.collect()
    assert pages() - before < 256
    assert descriptors() == open_before


def test_threads_share_a_cache(shop):
    cache = smcache.Cache(smcache.convert(shop))
    positions = [(mapping.generated_line, mapping.generated_column) for mapping in cache]
    expected = [cache.lookup(*position) for position in positions]
    wrong = []

    def ask():
        if [cache.lookup(*position) for position in positions] != expected:
            wrong.append("one by one")
        if list(cache.lookup_many(positions)) != expected:
            wrong.append("many")

    run_all([threading.Thread(target=ask) for _ in range(8)])
    assert wrong == []


def test_closing_under_the_hands_of_other_threads(shop):
    compiled = smcache.convert(shop)
    unexpected = []
    for _ in range(50):
        cache = smcache.Cache(compiled)

        def ask(cache=cache):
            try:
                while True:
                    cache.lookup(0, 4069)
                    cache.lookup_many([(0, column) for column in range(50)])
                    cache.sources[3].content  # noqa: B018
            except ValueError:
                pass
            except BaseException as error:
                unexpected.append(error)

        askers = [threading.Thread(target=ask) for _ in range(4)]
        for thread in askers:
            thread.start()
        cache.close()
        for thread in askers:
            thread.join()
    assert unexpected == []


def ask_in_child(cache, queue):
    queue.put((cache.lookup(0, 5), list(cache.lookup_many([(0, 5)])), cache.sources[0].line(1)))
    cache.close()


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_children_after_a_fork(file):
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    with smcache.open(file) as cache:
        children = [context.Process(target=ask_in_child, args=(cache, queue)) for _ in range(4)]
        for child in children:
            child.start()
        answers = [queue.get() for _ in children]
        for child in children:
            child.join()
        assert [child.exitcode for child in children] == [0] * 4
        expected = cache.lookup(0, 5)
        assert answers == [(expected, [expected], "second")] * 4


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
