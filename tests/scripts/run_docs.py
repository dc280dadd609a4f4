"""Runs the code blocks of README.md and docs/*.md. Each document has a scratch folder of its own, with the repository's examples/ in it, and its
blocks run there in order. What stands behind the language of a block says what is done with it:

  sdl                   a whole schema; `sydac check` has nothing to say of it
  sdl members           the inside of a table: it is checked as `table example[50] { ... }` beside the tables of CONTEXT and CHILDREN
  sdl members per=T     the same with the header `[1..5 per T]`
  sdl each ...          each line is a block of its own
  sdl ... reports=CODES exactly these codes are reported, separated by commas
  sdl file=NAME         a whole schema that stays in the folder under this name
  sql file=NAME         DDL that stays in the folder under this name; csv, json and toml likewise
  sh                    run by `sh -eu`, with sydac and the runtime where an installation has them. A line `./dev COMMAND` is not run; the command
                        has to be there
  sh unrun              not run; the programs that the lines begin with have to be there
  console, csv, ...     what the sh block before it prints, standard error included
  ... from=FILE         is found in this order in FILE, of the scratch folder or the repository
  text                  prose: a drawing, a syntax

The schemas of a document that runs no commands are also compiled, all `members` blocks as tables of one schema, and the programs held against the C++ compiler
with warnings as errors.

In expected output and in `from` blocks a line `…` stands for any number of lines. SYDAC_UPDATE=1 writes output that has no such line anew. Links to files of the repository have to lead somewhere.
The environment is that of the script tests: see tests/CMakeLists.txt."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SOURCE = pathlib.Path(os.environ["SYDAC_SOURCE_DIR"])
BUILD = pathlib.Path(os.environ["SYDAC_BUILD_DIR"])
WORK = pathlib.Path(os.environ["SYDAC_WORK_DIR"])
SYDAC = os.path.abspath(os.environ["SYDAC"])
UPDATE = os.environ.get("SYDAC_UPDATE") == "1"
MINUTES = 10

CONTEXT = """enum status { new: 20, paid: 60, shipped: 15, returned: 5 }
table customers[100] { id int pk; name text; joined timestamp; status status }
table products[20] { id int pk; name text; price decimal(8,2) = 1.00..90.00 }
"""
CHILDREN = "table items[1..5 per example] { line int = ordinal; quantity int = 1..4; amount decimal(8,2) = 1.00..90.00; sent date?20% }\n"

OUTPUTS = {"console", "csv", "json", "sql"}
FILES = {"csv", "json", "sql", "toml"}


class Block:
    def __init__(self, path, line, words, text):
        self.path, self.line, self.text = path, line, text
        self.language = words[0] if words else ""
        self.words = {word for word in words[1:] if "=" not in word}
        self.options = dict(word.split("=", 1) for word in words[1:] if "=" in word)


def blocks_of(path):
    blocks, opening, lines = [], None, []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if opening is None and line.startswith("```"):
            opening, lines = (number, line[3:].split()), []
        elif opening is not None and line == "```":
            blocks.append(Block(path, opening[0], opening[1], "".join(text + "\n" for text in lines)))
            opening = None
        elif opening is not None:
            lines.append(line)
    if opening is not None:
        raise SystemExit(f"{path}:{opening[0]}: a block that is never closed")
    return blocks


class Document:
    def __init__(self, path):
        self.path, self.failures, self.output = path, [], None
        self.wholes, self.tables = [], []  # what is compiled
        self.fresh = []  # blocks of output and what stands in them from now on
        self.name = str(path.relative_to(SOURCE))
        self.folder = WORK / self.name.replace("/", "-")
        self.folder.mkdir(parents=True)
        shutil.copytree(SOURCE / "examples", self.folder / "examples")
        extra = {"CPATH": str(BUILD / "include"), "LIBRARY_PATH": str(BUILD / "lib"), "XDG_CACHE_HOME": str(WORK / "cache"), "CXXFLAGS": "-O0"}
        self.environment = {**os.environ, **extra, "PATH": os.path.dirname(SYDAC) + os.pathsep + os.environ["PATH"], "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}

    def fail(self, block, what):
        self.failures.append(f"{self.name}:{block.line}: {what}")

    def run(self):
        for block in blocks_of(self.path):
            if "from" in block.options:
                self.find(block)
            elif block.language == "sdl":
                self.check(block)
            elif block.language == "sh":
                self.shell(block)
            elif block.language in FILES and "file" in block.options:
                (self.folder / block.options["file"]).write_text(block.text, encoding="utf-8")
            elif block.language in OUTPUTS:
                self.compare(block)
            elif block.language != "text":
                self.fail(block, f"a block of `{block.language}` says not how it is tested")
        if self.output is None:
            self.compile()
        self.check_links()
        self.update()
        return self.failures

    # --- schemas

    def check(self, block):
        expected = set(filter(None, block.options.get("reports", "").split(",")))
        texts = [line + "\n" for line in block.text.splitlines() if line.strip()] if "each" in block.words else [block.text]
        for text in texts:
            whole = text if "members" not in block.words else CONTEXT + self.table_of(text, block.options.get("per"))
            found = self.reports(whole)
            codes = {report["code"] for report in found}
            if codes != expected:
                said = "\n".join(f"  {report['code']} {report['message']}" for report in found)
                self.fail(block, f"{sorted(codes)} reported where {sorted(expected)} is expected for\n{text}{said}")
            if not expected:
                (self.tables if "members" in block.words else self.wholes).append((text, block.options.get("per")))
        if "file" in block.options:
            (self.folder / block.options["file"]).write_text(block.text, encoding="utf-8")

    @staticmethod
    def table_of(members, parent, number=""):
        key = "" if re.search(r"\bpk\b", members) else "  example_id int pk\n"
        header = f"1..5 per {parent}" if parent else "50"
        table = f"table example[{header}] {{\n{key}{members}}}\n{CHILDREN}"
        return re.sub(r"\b(example|items)\b", rf"\g<1>{number}", table)

    def compile(self):
        schemas = [text for text, _ in self.wholes]
        if self.tables:
            schemas.append(CONTEXT + "".join(self.table_of(text, parent, number) for number, (text, parent) in enumerate(self.tables)))
        for number, schema in enumerate(schemas):
            name = self.folder / f"schema{number}.sdl"
            name.write_text(schema, encoding="utf-8")
            program = name.with_suffix(".cpp")
            flags = ["-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"]
            for command in ([SYDAC, str(name), "-o", str(program)], [os.environ["CXX"], *flags, str(program)]):
                done = subprocess.run(command, env=self.environment, stderr=subprocess.PIPE, timeout=60 * MINUTES, check=False)
                if done.returncode != 0:
                    said = "\n".join(done.stderr.decode(errors="replace").splitlines()[:20])
                    self.failures.append(f"{self.name}: the program made from {name} does not compile\n{said}")
                    break

    def reports(self, text):
        done = subprocess.run([SYDAC, "check", "--error-format=json", "-"], input=text.encode(), capture_output=True, timeout=60, check=False, cwd=self.folder)
        if done.returncode not in (0, 1):
            return [{"code": f"exit code {done.returncode}", "message": done.stderr.decode(errors="replace")}]
        return json.loads(done.stderr or b"[]")

    # --- commands

    def shell(self, block):
        self.output = ""
        lines = []
        for line in block.text.splitlines():
            if line.startswith("./dev "):
                self.check_dev(block, line.split()[1])
            elif "unrun" in block.words:
                if line.strip() and shutil.which(line.split()[0], path=self.environment["PATH"]) is None:
                    self.fail(block, f"there is no `{line.split()[0]}`")
            else:
                lines.append(line)
        if not lines:
            return
        done = subprocess.run(["sh", "-eu", "-c", "\n".join(lines)], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60 * MINUTES, check=False)
        self.output = done.stdout.decode(errors="replace")
        if done.returncode != 0:
            self.fail(block, f"exit code {done.returncode}\n{self.output}")

    def check_dev(self, block, command):
        usage = subprocess.run(["sh", str(SOURCE / "dev"), "help"], capture_output=True, text=True, check=True).stdout
        if not re.search(rf"^  {re.escape(command)}\b", usage, re.M):
            self.fail(block, f"`./dev {command}` is not in the usage of ./dev")

    def update(self):
        lines = self.path.read_text(encoding="utf-8").split("\n")
        for block, text in reversed(self.fresh):
            lines[block.line : block.line + block.text.count("\n")] = text.splitlines()
        if self.fresh:
            self.path.write_text("\n".join(lines), encoding="utf-8")

    def compare(self, block):
        if self.output is None:
            self.fail(block, "output without a sh block before it")
        elif re.fullmatch(pattern_of(block.text, anywhere=False), self.output, re.S):
            return
        elif UPDATE and not any(line.strip() == "…" for line in block.text.splitlines()):
            self.fresh.append((block, self.output))
        else:
            self.fail(block, f"the commands before it print something else:\n{self.output}")

    # --- excerpts

    def find(self, block):
        name = block.options["from"]
        for folder in (self.folder, SOURCE):
            if (folder / name).is_file():
                content = (folder / name).read_text(encoding="utf-8")
                if not re.search(pattern_of(block.text, anywhere=True), content, re.S | re.M):
                    self.fail(block, f"this is not in {name}")
                return
        self.fail(block, f"there is no {name}")

    def check_links(self):
        for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", prose_of(self.path)):
            if "://" in target:
                continue
            path = self.path.parent / target if target else self.path
            if not path.exists():
                self.failures.append(f"{self.name}: a link to {target}, which is not there")
            elif anchor and anchor not in anchors_of(path):
                self.failures.append(f"{self.name}: a link to #{anchor}, which is no heading of {path.name}")


def prose_of(path):
    return re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)


def anchors_of(path):
    headings = re.findall(r"^#+ (.*)$", prose_of(path), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def pattern_of(text, anywhere):
    """The lines, where `…` is any number of lines."""
    lines = [r"(?:[^\n]*\n)*?" if line.strip() == "…" else re.escape(line + "\n") for line in text.splitlines()]
    return ("^" if anywhere else "") + "".join(lines)


def main():
    if shutil.which("sydac", path=os.path.dirname(SYDAC)) is None:
        raise SystemExit("SYDAC is no program called sydac")
    documents = [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]
    only = sys.argv[1:]
    failures = []
    for path in documents:
        if not only or path.name in only:
            failures += Document(path).run()
    for failure in failures:
        print(f"docs_test: {failure}", file=sys.stderr)
    return 1 if failures else 0


sys.exit(main())
