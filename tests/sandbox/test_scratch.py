"""What a learner's file saves is kept in its worker's memory: a right answer does not fall with it."""

from __future__ import annotations

import os
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is for Linux")

SAVES = {
    "text": "open('a.txt', 'w').write('six'); return open('a.txt').read() == 'six'",
    "bytes": "open('a', 'wb').write(b'6'); return open('a', 'rb').read() == b'6'",
    "encodings": "open('a', 'w', encoding='latin-1').write('ä'); return open('a', 'rb').read() == b'\\xe4'",
    "lines": "print('a', 'b', sep='\\n', file=open('a', 'w')); return list(open('a')) == ['a\\n', 'b\\n']",
    "appending": "for i in range(3): open('log', 'a').write(str(i))\n return open('log').read() == '012'",
    "both ways": "with open('a', 'w+') as f: f.write('ab'); f.seek(0); return f.read() == 'ab'",
    "before it is closed": "f = open('a', 'w'); f.write('6'); f.flush(); return open('a').read() == '6'",
    "many lines": "f = open('a', 'w')\n for i in range(20_000): print(i, file=f, flush=True)\n"
    " return len(open('a').read()) == 108890",
    "twice at once": "f = open('a', 'w'); f.write('old'); open('a', 'w').write('new'); f.close()\n return open('a').read() == 'new'",
    "an absolute path": "open('/home/ann/plot.png', 'w').close(); return os.path.isfile('/home/ann/plot.png')",
    "a path of Windows": "open(r'C:\\Users\\ann\\a.csv', 'w').close(); return True",
    "folders": "os.makedirs('a/b/c', exist_ok=True); os.makedirs('a/b/c', exist_ok=True); open('a/b/c/d', 'w').close()\n"
    " return os.path.isdir('a/b') and os.path.isfile('a/b/c/d') and not os.path.exists('a/b/e')",
    "what a folder holds": "os.makedirs('a/b'); open('a/c.csv', 'w').close(); here = os.listdir('a')\n"
    " return sorted(here) == ['b', 'c.csv'] and glob.glob('a/*.csv') == ['a/c.csv'] and os.listdir('.') == ['a']",
    "walking": "os.makedirs('a/b'); open('a/b/c', 'w').close()\n"
    " return [(top, d, f) for top, d, f in os.walk('a')] == [('a', ['b'], []), ('a/b', [], ['c'])]",
    "what was here before": "return isinstance(os.listdir('.'), list) and not glob.glob('*.csv')",
    "pathlib's glob": "p = pathlib.Path('a'); p.mkdir(); (p / 'b.txt').touch(); (p / 'b.txt').touch()\n"
    " return [q.name for q in p.glob('*.txt')] == ['b.txt'] == [q.name for q in p.iterdir()]",
    "resolving": "pathlib.Path('a').mkdir(); pathlib.Path('/tmp').resolve(strict=True)\n"
    " return pathlib.Path('a').resolve(strict=True).name == 'a'",
    "going there": "os.makedirs('a'); os.chdir('a'); open('b', 'w').write('6'); here = os.getcwd(); os.chdir('..')\n"
    " return open('a/b').read() == '6' and here.endswith('/a')",
    "going where the file is": "os.chdir(os.path.dirname(os.path.abspath(__file__))); return True",
    "going to a folder for the moment": "os.chdir(tempfile.mkdtemp()); open('a', 'w').close(); return os.listdir() == ['a']",
    "renaming": "open('a', 'w').write('6'); os.rename('a', 'b'); os.makedirs('c/d'); os.replace('c', 'e')\n"
    " return open('b').read() == '6' and not os.path.exists('a') and os.path.isdir('e/d')",
    "moving": "open('a', 'w').write('6'); shutil.move('a', 'b'); return open('b').read() == '6'",
    "copying": "open('a', 'w').write('6'); shutil.copy('a', 'b'); return open('b').read() == '6'",
    "removing folders": "os.makedirs('a/b'); open('a/b/c', 'w').close(); shutil.rmtree('a'); os.mkdir('d'); os.rmdir('d')\n"
    " shutil.rmtree('none', ignore_errors=True); return not os.path.exists('a/b/c') and not os.path.exists('d')",
    "a file for the moment": "with tempfile.NamedTemporaryFile('w', suffix='.csv') as f:\n"
    "  f.write('6'); f.flush(); return open(f.name).read() == '6' and f.name.endswith('.csv')",
    "a file without a name": "with tempfile.TemporaryFile() as f: f.write(b'6'); f.seek(0); return f.read() == b'6'",
    "times and modes": "open('a', 'w').close(); os.utime('a'); os.chmod('a', 0o600); return os.access('a', os.R_OK)",
    "pathlib": "p = pathlib.Path('out'); p.mkdir(parents=True, exist_ok=True); (p / 'a').write_text('6')\n"
    " return (p / 'a').read_text() == '6' and (p / 'a').exists() and (p / 'a').stat().st_size == 1",
    "deleting": "open('a', 'w').close(); os.remove('a'); return not os.path.exists('a')",
    "csv": "csv.writer(open('a', 'w', newline='')).writerow([1, 2]); return open('a').read() == '1,2\\n'",
    "json": "json.dump([6], open('a', 'w')); return json.load(open('a')) == [6]",
    "pickle": "pickle.dump({1: 2}, open('a', 'wb')); return pickle.load(open('a', 'rb')) == {1: 2}",
    "gzip": "gzip.open('a', 'wb').write(b'6'); return True",
    "logging": "logging.basicConfig(filename='a.log', level=10, force=True); logging.info('six')\n"
    " return 'six' in open('a.log').read()",
    "a folder for the moment": "with tempfile.TemporaryDirectory() as d:\n"
    "  open(d + '/a', 'w').write('6'); return open(d + '/a').read() == '6'",
    "np.save": "np.save('a.npy', np.arange(3.)); return np.load('a.npy').tolist() == [0, 1, 2]",
    "np.savez": "np.savez('a.npz', W=np.ones(2)); return np.load('a.npz')['W'].tolist() == [1, 1]",
    "np.savetxt": "np.savetxt('a.csv', np.eye(2)); return np.loadtxt('a.csv').tolist() == [[1, 0], [0, 1]]",
}  # fmt: skip
LIBRARIES = {
    "to_csv": "pd.DataFrame({'x': [1, 2]}).to_csv('a.csv', index=False); return list(pd.read_csv('a.csv').x) == [1, 2]",
    "to_csv in a folder": "os.makedirs('out', exist_ok=True); pd.DataFrame({'x': [1]}).to_csv('out/a.csv')\n"
    " return len(pd.read_csv('out/a.csv')) == 1",
    "savefig": "plt.plot([1, 2]); plt.savefig('a.png'); return open('a.png', 'rb').read(4) == b'\\x89PNG'",
    "savefig as PDF": "plt.figure().savefig('a.pdf'); return open('a.pdf', 'rb').read(4) == b'%PDF'",
    "an animation": "from matplotlib.animation import FuncAnimation\n fig = plt.figure()\n"
    " FuncAnimation(fig, lambda i: [], frames=2).save('a.gif', writer='pillow')\n"
    " return open('a.gif', 'rb').read(3) == b'GIF'",
    "an animation in a folder": "from matplotlib.animation import FuncAnimation\n fig = plt.figure()\n"
    " os.makedirs('plots'); FuncAnimation(fig, lambda i: [], frames=2).save('plots/a.gif', writer='pillow')\n"
    " return open('plots/a.gif', 'rb').read(3) == b'GIF'",
    "an animation as HTML": "from matplotlib.animation import FuncAnimation\n"
    " return '<img' in FuncAnimation(plt.figure(), lambda i: [], frames=2).to_jshtml()",
    "torch.save": "m = torch.nn.Linear(1, 1); torch.save(m.state_dict(), 'best.pt')\n"
    " m.load_state_dict(torch.load('best.pt')); return True",
    "joblib": "import joblib; joblib.dump({'W': np.ones(2)}, 'model.joblib')\n"
    " return joblib.load('model.joblib')['W'].tolist() == [1, 1]",
    "torch.save with pathlib": "torch.save(torch.ones(1), pathlib.Path('best.pt')); return torch.load('best.pt').item() == 1",
}  # fmt: skip
HEAD = "import csv, glob, gzip, io, json, logging, os, pathlib, pickle, shutil, tempfile\nimport numpy as np\n"
MORE = HEAD + "import pandas as pd, torch\nimport matplotlib.pyplot as plt\n"


def answer(call, place, code, head=HEAD):
    answers = call(place, f"{head}def f():\n {code}\n", "f", seconds=5.0)
    assert not answers.ended, answers.ended
    reply = answers.replies[0]
    return reply.get("ok", reply.get("type"))


@pytest.mark.parametrize("name", SAVES)
def test_it_can_save(small, call, name):
    assert answer(call, small, SAVES[name]) is True


@pytest.mark.parametrize("place", ["unwrapped", "wrapped"])
@pytest.mark.parametrize("name", ["text", "folders", "pathlib", "a folder for the moment"])
def test_it_can_save_whatever_layer_refuses_it(request, call, place, name):
    assert answer(call, request.getfixturevalue(place), SAVES[name]) is True


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_can_save(sandbox, call, name):
    assert answer(call, sandbox, LIBRARIES[name], MORE) is True


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (
            "from torch.utils.data import DataLoader\n",
            "return len(list(DataLoader(range(4), batch_size=2, num_workers=2, persistent_workers=True))) == 2",
        ),
        ("from pylab import *\n", "return float(sum(arange(3.0))) == 3 and figure() is not None"),
        ("help(len)\nif 1 > 2:\n exit()\n", "return True"),
        ("", "try:\n  quit(1)\n except SystemExit:\n  return True"),
    ],
)
def test_what_every_python_has_is_there(sandbox, call, head, code):
    assert answer(call, sandbox, code, head) is True


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("open('data.csv')", "FileNotFoundError"),
        ("open('data.csv', 'r+')", "FileNotFoundError"),
        ("open('a', 'w').close(); open('a', 'x')", "FileExistsError"),
        ("os.mkdir('a'); os.mkdir('a')", "FileExistsError"),
        ("os.mkdir('a'); open('a', 'w')", "IsADirectoryError"),
        ("open('/usr/lib', 'w')", "IsADirectoryError"),
        ("os.remove('a')", "FileNotFoundError"),
        ("os.chdir('a')", "PermissionError"),
        ("os.listdir('a')", "FileNotFoundError"),
        ("os.makedirs('a/b'); os.rmdir('a')", "OSError"),
        ("pathlib.Path('a').resolve(strict=True)", "FileNotFoundError"),
        ("shutil.rmtree('a')", "FileNotFoundError"),
        ("os.rename('a', 'b')", "PermissionError"),
        ("open('a', 'w').close(); open('a').write('b')", "UnsupportedOperation"),
        ("open('a', 'rw')", "ValueError"),
        ("open(object(), 'w')", "TypeError"),
    ],
)
def test_mistakes_with_files_stay_mistakes(small, call, code, error):
    assert answer(call, small, code) == error


def test_nothing_of_it_is_anywhere(small, call, everybodys):
    everybodys.chmod(0o777)
    path = everybodys / "left"
    assert answer(call, small, f"open({str(path)!r}, 'w').write('6'); return os.path.exists({str(path)!r})") is True
    assert os.listdir(everybodys) == []
    assert answer(call, small, f"return os.path.exists({str(path)!r})") is False


def test_memory_that_is_filled_so_is_memory(small, call):
    assert answer(call, small, "open('a', 'wb').write(bytes(1 << 30))") == "MemoryError"


def test_a_file_that_is_loaded_anew_finds_nothing_of_it(small):
    from grader.sandbox.place import Source

    code = b"import os\ndef f():\n there = os.path.exists('a'); open('a', 'w').close(); return there\n"
    worker = small.open(Source("unit", "unit.py", (code,)))
    asked = [{"op": "call", "name": "f", "args": []}]
    try:
        worker.load(5.0)
        assert [worker.ask(asked, 5.0, 5.0).replies[0]["ok"] for _ in range(2)] == [False, True]
        worker.load(5.0)
        assert worker.ask(asked, 5.0, 5.0).replies[0]["ok"] is False
    finally:
        worker.close()
