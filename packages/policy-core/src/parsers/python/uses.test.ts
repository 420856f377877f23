import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { tracedFileOf } from '../../testing/python-source.ts';
import { sourceOf } from './nodes.ts';

const parsers = await testParsers();

const usesIn = (text: string) => tracedFileOf(parsers, `${text}\n`).uses;

describe('The calls of a name', () => {
  it.each<[string, string, string[]]>([
    ['none', 'x = run', []],
    ['one', 'run(1)', ['run(1)']],
    ['several, in their order', 'run(1)\nrun(2)', ['run(1)', 'run(2)']],
    ['in a function', 'def f():\n    run(1)', ['run(1)']],
    ['in a method', 'class M:\n    def f(self): run(1)', ['run(1)']],
    ['in a lambda', 'f = lambda: run(1)', ['run(1)']],
    ['in a comprehension', '[run(a) for a in b]', ['run(a)']],
    ['in an f-string', 'f"{run(1)}"', ['run(1)']],
    ['in its own arguments', 'run(run(1))', ['run(run(1))', 'run(1)']],
    ['as a decorator', '@run(1)\ndef f(): pass', ['run(1)']],
    ['awaited', 'async def f():\n    await run(1)', ['run(1)']],
    ['in a default', 'def f(a=run(1)): pass', ['run(1)']],
    ['over lines', 'run(\n    1,\n)', ['run(\n    1,\n)']],
    ['in compatibility letters', 'ｒun(1)', ['ｒun(1)']],
    ['a method of that name', 'x.run(1)', []],
    ['a call of its result', 'run(1)(2)', ['run(1)']],
    ['in a text', '"run(1)"', []],
  ])('are found: %s', (_, text, calls) => {
    const file = tracedFileOf(parsers, `${text}\n`);
    const found = file.uses.calls.get('run') ?? [];
    expect(found.map(({ call }) => sourceOf(file, call))).toEqual(calls);
  });

  it('stand in the scope that their arguments mean something in', () => {
    const file = tracedFileOf(parsers, 'run(a)\ndef f():\n    run(a)\n    def g(): run(a)\n');
    const [module, inF, inG] = (file.uses.calls.get('run') ?? []).map(({ scope }) => scope);
    expect(module).toBe(file.scopes.module);
    expect(inF?.parent).toBe(module);
    expect(inG?.parent).toBe(inF);
  });
});

describe('A function whose calls cannot all be seen', () => {
  it.each<[string, string]>([
    ['is handed on', 'def run(a): pass\nmap(run, b)'],
    ['is handed on by key word', 'def run(a): pass\ngo(callback=run)'],
    ['has a second name', 'def run(a): pass\nother = run'],
    ['is returned', 'def run(a): pass\ndef f(): return run'],
    ['stands in a list', 'def run(a): pass\nSTEPS = [run]'],
    ['stands in an f-string', 'def run(a): pass\nf"{run}"'],
    ['is defined twice', 'def run(a): pass\ndef run(a, b): pass'],
    ['is defined in two branches', 'if x:\n    def run(a): pass\nelse:\n    def run(a): pass'],
    ['is a method', 'class M:\n    def run(self): pass'],
    ['is a method of a class in a function', 'def f():\n    class M:\n        def run(self): pass'],
    ['is a method under a condition', 'class M:\n    if x:\n        def run(self): pass'],
    ['is assigned', 'def run(a): pass\nrun = wrap()'],
    ['decorates', 'def run(f): pass\n@run\ndef g(): pass'],
    ['has members', 'def run(a): pass\nrun.attempts = 3'],
    ['is deleted', 'def run(a): pass\ndel run'],
    ['is shared', 'def f():\n    global run'],
    ['is imported', 'from steps import run'],
    ['is a parameter', 'def f(run): run(1)'],
    ['is caught', 'try: pass\nexcept E as run: pass'],
  ])('%s', (_, text) => {
    expect(usesIn(text).untraceable).toContain('run');
  });

  it.each<[string, string]>([
    ['is only defined', 'def run(a): pass'],
    ['is only called', 'def run(a): pass\nrun(1)\nrun(2)'],
    ['calls itself', 'def run(a): run(a - 1)'],
    ['is decorated', '@retry\ndef run(a): pass\nrun(1)'],
    ['is called in a class', 'def run(a): pass\nclass M:\n    b = run(1)'],
    ['has the name of a member', 'def run(a): pass\nx.run'],
    ['has the name of an argument', 'def run(a): pass\nf(run=1)'],
    ['is an inner function', 'def f():\n    def run(a): pass\n    run(1)'],
    ['is an inner function of a method', 'class M:\n    def f(self):\n        def run(a): pass'],
    ['stands in a comment', 'def run(a): pass\n# map(run, b)'],
  ])('is not one that %s', (_, text) => {
    expect(usesIn(text).untraceable).not.toContain('run');
  });
});

describe('A list that may grow', () => {
  it.each<[string, string]>([
    ['a method is called', 's = []\ns.append(1)'],
    ['a method is named', 's = []\nadd = s.append'],
    ['an item is set', 's = []\ns[0] = 1'],
    ['a slice is set', 's = []\ns[1:] = more'],
    ['an item is deleted', 's = [1]\ndel s[0]'],
    ['an item is read, which is not told apart', 's = [1]\ns[0]'],
    ['it has a second name', 's = []\nt = s'],
    ['it has a second name with a type', 's = []\nt: list = s'],
    ['it has a second name by a walrus', 's = []\n(t := s)'],
    ['a function gets it', 's = []\nfill(s)'],
    ['a function gets it by key word', 's = []\nfill(into=s)'],
    ['a function of the file gets it', 'def fill(into): into.append(1)\ns = []\nfill(s)'],
    ['a function inside gets it', 's = []\ndef f():\n    fill(s)'],
  ])('is one of which %s', (_, text) => {
    expect(usesIn(text).mutated).toContain('s');
  });

  it.each<[string, string]>([
    ['read in a loop', 's = []\nfor a in s: pass'],
    ['read in a comprehension', 's = []\n[a for a in s]'],
    ['counted', 's = []\nlen(s)'],
    ['turned round', 's = []\nfor a in reversed(s): pass'],
    ['sorted', 's = []\nfor a in sorted(s): pass'],
    ['numbered', 's = []\nfor i, a in enumerate(s): pass'],
    ['shown', 's = []\nprint(s)'],
    ['joined', 's = []\n"; ".join(t)'],
    ['asked for', 's = []\nif s: pass'],
    ['looked into', 's = []\nif a in s: pass'],
  ])('is not one that is only %s', (_, text) => {
    expect(usesIn(text).mutated).not.toContain('s');
  });
});
