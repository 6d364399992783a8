"""smcache convert: whole releases, as directories and archives; some of them hostile."""
import gzip
import io
import json
import os
import subprocess
import tarfile
import time
import unittest
import zipfile
from pathlib import Path

from support import PROGRAM, CommandLineTest, source_map

DEBUG_ID = "00112233-4455-6677-8899-aabbccddeeff"
GOOD = json.dumps(source_map([[(0, 0, 0, 0)]])).encode()
HOSTILE = ("../out-of-it.map", "/tmp/smcache-absolute.map", "a/../../b.map", "..", "a/..map/../../c.map", "./../d.map")


def numbered(i):
    return json.dumps(source_map([[(0, 0, 0, i)]])).encode()


def tar_of(files, mode):
    """A tar archive of (name, bytes) or of TarInfo objects."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        for item in files:
            if isinstance(item, tarfile.TarInfo):
                archive.addfile(item)
                continue
            info = tarfile.TarInfo(item[0])
            info.size = len(item[1])
            archive.addfile(info, io.BytesIO(item[1]))
    return buffer.getvalue()


def zip_of(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def link(name, target, kind):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


class ReleaseTest(CommandLineTest):
    def setUp(self):
        super().setUp()
        self.outside = self.folder
        self.folder = self.folder / "here"  # so that ".." would be seen
        self.folder.mkdir()

    def convert(self, *arguments, **options):
        return self.json_lines("convert", *arguments, "-d", "out", "--json", **options)

    def outputs(self):
        return sorted(str(path.relative_to(self.folder / "out")) for path in (self.folder / "out").rglob("*.smcache"))


class Archives(ReleaseTest):
    FILES = [("dist/a.js.map", numbered(1)), ("dist/a.js", b"//# debugId=" + DEBUG_ID.encode()),
             ("dist/deep/b.css.map.gz", gzip.compress(numbered(2))), ("readme.txt", b"no map"), ("bad.map", b"{")]

    def check_archive(self, name, content):
        self.write(name, content)
        reports = self.convert(name, status=1)
        self.assertEqual([report["input"] for report in reports],
                         [f"{name}:bad.map", f"{name}:dist/a.js.map", f"{name}:dist/deep/b.css.map.gz"])
        self.assertEqual([report["status"] for report in reports], ["failed", "converted", "converted"])
        self.assertIn(f"{name}:bad.map: ", reports[0]["error"]["message"])
        self.assertEqual(reports[1]["generated"], f"{name}:dist/a.js")
        self.assertEqual(self.outputs(), ["dist/a.js.smcache", "dist/deep/b.css.smcache"])
        self.assertEqual(self.json("info", "out/dist/a.js.smcache", "--json")["debug_id"], DEBUG_ID)

    def test_zip(self):
        self.check_archive("release.zip", zip_of(self.FILES))

    def test_tar(self):
        self.check_archive("release.tar", tar_of(self.FILES, "w"))

    def test_tgz(self):
        self.check_archive("release.tgz", tar_of([("./" + name, content) for name, content in self.FILES], "w:gz"))

    def test_tar_zst(self):
        self.write("release.tar", tar_of(self.FILES, "w"))
        os.system(f"cd '{self.folder}' && zstd -q release.tar && rm release.tar")
        self.check_archive("release.tar.zst", (self.folder / "release.tar.zst").read_bytes())

    def test_what_is_made_is_what_files_make(self):
        self.write("a.tar", tar_of(self.FILES[:3], "w"))
        self.convert("a.tar")
        self.write("in/dist/a.js.map", self.FILES[0][1])
        self.write("in/dist/a.js", self.FILES[1][1])
        self.run_program("convert", "in", "-d", "files")
        self.assertEqual((self.folder / "out/dist/a.js.smcache").read_bytes(),
                         (self.folder / "files/dist/a.js.smcache").read_bytes())

    def test_an_archive_needs_a_directory_for_its_caches(self):
        self.write("a.zip", zip_of(self.FILES))
        done = self.run_program("convert", "a.zip", status=2)
        self.assertIn("--directory", done.stderr)

    def test_what_is_no_archive_and_what_is_half_of_one(self):
        self.write("a.zip", b"no archive at all")
        self.write("b.tgz", tar_of([(f"{i}.map", os.urandom(3000)) for i in range(50)], "w:gz")[:20000])
        self.write("c.zip", zip_of([("only.txt", b"")]))
        reports = self.convert("a.zip", "b.tgz", "c.zip", "none.tar", status=1)
        failures = {report["input"]: report["error"]["code"] for report in reports if report["input"][1] == "." or "none" in report["input"]}
        self.assertEqual(failures["a.zip"], "decompression_failed")
        self.assertEqual(failures["b.tgz"], "decompression_failed")
        self.assertEqual(failures["c.zip"], "map_not_found")
        self.assertEqual(failures["none.tar"], "file_not_found")


class HostileArchives(ReleaseTest):
    def check_refused(self, name, content, *codes):
        before = sorted(os.listdir("/tmp"))
        self.write(name, content)
        reports = self.convert(name, status=1)
        self.assertEqual(sorted(report["status"] for report in reports), sorted(["converted"] + ["failed"] * len(codes)), reports)
        failures = [report["error"] for report in reports if report["error"]]
        self.assertEqual([error["code"] for error in failures], list(codes), failures)
        self.assertEqual(self.outputs(), ["good.smcache"])
        self.assertEqual(sorted(path.name for path in self.outside.iterdir()), ["here"])
        self.assertEqual({Path(path).parts[0] for path in self.files()}, {name, "out"})
        self.assertFalse({new for new in os.listdir("/tmp") if "absolute" in new} - set(before))

    def test_paths_that_lead_out(self):
        files = [(name, GOOD) for name in HOSTILE if name.endswith(".map")] + [("good.map", GOOD)]
        self.check_refused("a.tar", tar_of(files, "w"), *["invalid_argument"] * (len(files) - 1))
        self.tearDownOutputs()
        self.check_refused("a.zip", zip_of(files), *["invalid_argument"] * (len(files) - 1))

    def tearDownOutputs(self):
        for path in sorted(self.folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()

    def test_links(self):
        files = [link("soft.map", "/etc/passwd", tarfile.SYMTYPE), link("dir", "/tmp", tarfile.SYMTYPE),
                 link("hard.map", "good.map", tarfile.LNKTYPE), link("device.map", "", tarfile.CHRTYPE), ("good.map", GOOD)]
        self.check_refused("a.tar", tar_of(files, "w"), *["invalid_argument"] * 3)

    def test_a_link_to_elsewhere_and_a_file_below_it(self):
        files = [link("dir", str(self.outside), tarfile.SYMTYPE), ("dir/x.map", GOOD), ("good.map", GOOD)]
        self.write("a.tar", tar_of(files, "w"))
        self.convert("a.tar")
        self.assertEqual(self.outputs(), ["dir/x.smcache", "good.smcache"])  # the link was never made
        self.assertFalse((self.folder / "out/dir").is_symlink())
        self.assertEqual(sorted(path.name for path in self.outside.iterdir()), ["here"])

    def test_names_that_come_twice(self):
        files = [("good.map", GOOD), ("good.map", b"something else"), ("./good.map", b"and again")]
        self.check_refused("a.tar", tar_of(files, "w"), "invalid_argument", "invalid_argument")

    def test_bombs(self):
        zeros = gzip.compress(bytes(300_000_000), 9)
        for i in range(2):
            zeros = gzip.compress(zeros, 9)
        self.write("nested.tar", tar_of([("bomb.map.gz", zeros), ("good.map", GOOD)], "w"))
        reports = self.convert("nested.tar", "--max-input-size", "10MB", status=1)
        self.assertEqual([report["status"] for report in reports], ["failed", "converted"])

        self.write("bomb.zip", zip_of([("a.map", bytes(30_000_000)), ("good.map", GOOD)]))
        reports = self.convert("bomb.zip", "--max-input-size", "10MB", status=1)
        self.assertEqual([(report["status"], report["error"] and report["error"]["code"]) for report in reports],
                         [("failed", "input_too_large"), ("unchanged", None)])

    def test_an_archive_that_becomes_thousands_of_times_its_size(self):
        # zstd makes 2,000,000,000 zeros 61 kB, and that again less.
        os.system(f"cd '{self.folder}' && head -c 300000000 /dev/zero > zeros.map && tar --sort=name -cf bomb.tar zeros.map && rm zeros.map"
                  " && zstd -q -19 --rm bomb.tar")
        (report,) = self.convert("bomb.tar.zst", status=1)
        self.assertEqual(report["error"]["code"], "input_too_large")
        self.assertIn("times its size", report["error"]["message"])


class Pairing(ReleaseTest):
    def generated_of(self, reports):
        return {report["input"]: report["generated"] for report in reports}

    def test_by_name_by_url_and_by_debug_id(self):
        self.write("in/name.js.map", GOOD)
        self.write("in/name.js", "//# sourceMappingURL=elsewhere.map")
        self.write("in/maps/other.map", GOOD)
        self.write("in/url.js", "code()\n//# sourceMappingURL=maps/other.map\n")
        self.write("in/id.map", source_map([[(0, 0, 0, 0)]], debugId=DEBUG_ID))
        self.write("in/deep/id.js", f"code()\n//# debugId={DEBUG_ID.upper()}\n")
        self.write("in/alone.map", GOOD)
        self.assertEqual(self.generated_of(self.convert("in")), {
            "in/alone.map": None, "in/id.map": "in/deep/id.js", "in/maps/other.map": "in/url.js", "in/name.js.map": "in/name.js"})

    def test_the_debug_id_of_the_generated_file_stands_in(self):
        self.write("in/a.js.map", GOOD)
        self.write("in/a.js", f"//# debugId={DEBUG_ID}")
        self.convert("in")
        self.assertEqual(self.json("info", "out/a.js.smcache", "--json")["debug_id"], DEBUG_ID)


class GoingOn(ReleaseTest):
    def setUp(self):
        super().setUp()
        for i in range(6):
            self.write(f"in/{i}.js.map", numbered(i))
            self.write(f"in/{i}.js", "code()")

    def statuses(self, *options, **more):
        return "".join(report["status"][0] for report in self.convert("in", *options, **more))

    def test_what_has_not_changed_is_not_converted_again(self):
        self.assertEqual(self.statuses(), "cccccc")
        times = {path: path.stat().st_mtime_ns for path in (self.folder / "out").rglob("*.smcache")}
        time.sleep(0.01)
        self.assertEqual(self.statuses(), "uuuuuu")
        self.assertEqual(times, {path: path.stat().st_mtime_ns for path in (self.folder / "out").rglob("*.smcache")})
        self.assertIn("0 files converted, 6 unchanged: ", self.run_program("convert", "in", "-d", "out").stdout)
        self.assertEqual(self.statuses("--again"), "cccccc")

    def test_what_has_changed_is(self):
        self.convert("in")
        self.write("in/0.js.map", numbered(100))
        self.write("in/1.js", f"//# debugId={DEBUG_ID}")
        (self.folder / "out/2.js.smcache").unlink()
        (self.folder / "out/3.js.smcache").write_bytes((self.folder / "out/4.js.smcache").read_bytes())
        self.assertEqual(self.statuses(), "ccccuu")
        self.assertEqual(self.statuses(), "uuuuuu")
        self.assertEqual(self.statuses("--sources", "omit"), "cccccc")

    def test_a_failure_is_tried_again_and_a_cut_ledger_is_no_obstacle(self):
        self.write("in/0.js.map", "{")
        self.assertEqual(self.statuses(status=1), "fccccc")
        self.assertEqual(self.statuses(status=1), "fuuuuu")
        ledger = self.folder / "out/.smcache-converted"
        ledger.write_bytes(ledger.read_bytes()[:-10])
        self.write("in/0.js.map", GOOD)
        self.assertEqual(self.statuses().count("u"), 4)
        self.assertEqual(self.statuses(), "uuuuuu")

    def test_an_archive_goes_on_where_its_directory_left_off(self):
        self.convert("in")
        files = [(path.name, path.read_bytes()) for path in (self.folder / "in").iterdir()]
        self.write("release.zip", zip_of(files))
        self.assertEqual([report["status"] for report in self.convert("release.zip")], ["unchanged"] * 6)


class Memory(ReleaseTest):
    def peak(self, *options):
        """The largest size that the program had in memory, in bytes."""
        process = subprocess.Popen([PROGRAM, "convert", "in", "-d", "out", "--again", *map(str, options)], cwd=self.folder,
                                   stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(process.returncode, 0)
        return usage.ru_maxrss * 1024

    def test_many_large_ones_stay_within_the_budget(self):
        size = 6_000_000
        for i in range(16):
            self.write(f"in/{i}.map", source_map([[(0, 0, 0, i)]], sourcesContent=["x" * size]))
        nothing = self.peak("--memory", "1kB", "-j", 1) - 3 * size  # the program, and a conversion
        budget = 10 * size
        # Sanitizers keep shadows of all memory, and freed memory for a while.
        factor = 8 if os.environ.get("SMCACHE_SANITIZE") else 1
        self.assertLess(self.peak("--memory", budget, "-j", 16), factor * (budget + nothing))

    def test_a_small_budget_does_one_after_the_other_and_all(self):
        for i in range(8):
            self.write(f"in/{i}.map", source_map([[(0, 0, 0, 0)]] * 5000))
        reports = self.convert("in", "-j", 8, "--memory", "1kB")
        self.assertEqual([report["status"] for report in reports], ["converted"] * 8)


if __name__ == "__main__":
    unittest.main()
