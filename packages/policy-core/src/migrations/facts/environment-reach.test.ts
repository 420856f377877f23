import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { reachIn } from './environment-reach.ts';

const parsers = await testParsers();

/** Whether the place of `DROP` may run. */
function runs(text: string, callers: string | undefined = ''): boolean {
  const start = text.indexOf('DROP');
  return reachIn(parsers, text, callers)({ start, end: start + 4 });
}

const HOOK = 'def hook(c):\n    c.execute("DROP")\n';
const IMPLEMENTATION = `@Operations.implementation_for(Drop)\n${HOOK}`;

describe('What may run with a command of Alembic', () => {
  it.each([
    ['code of the module', 'op.execute("DROP")\n'],
    ['code of the module beside a function', `${HOOK}op.execute("DROP")\n`.replace('DROP', 'x')],
    ['a function that is called', `${HOOK}hook(c)\n`],
    ['a function that is called before it is defined', `def f():\n    hook(c)\n${HOOK}f()\n`],
    ['a function that is handed on', `${HOOK}configure(on_version_apply=hook)\n`],
    ['a function with another name', `${HOOK}other = hook\n`],
    ['a function that is named in a text', `${HOOK}getattr(me, "hook")(c)\n`],
    ['a function that is named in quotes of the other kind', `${HOOK}getattr(me, 'hook')(c)\n`],
    ['a method', 'class A:\n    def f(self):\n        c.execute("DROP")\n'],
    ['a function that a class mentions', `${HOOK}class A:\n    f = hook\n`],
    ['a function that a decorator hands on', `@event.listens_for(Engine, "connect")\n${HOOK}`],
    ['one with a second decorator', `@listens\n${IMPLEMENTATION}`],
    ['a decorator', `${HOOK}@hook\ndef f():\n    pass\n`],
    ['an operation that the file calls', `${IMPLEMENTATION}register_operation("drop")\nop.drop()\n`],
    ['where functions are picked', `${HOOK}globals()[name](c)\n`],
    ['where a function that runs picks', `${HOOK}def f():\n    vars()[name](c)\nf()\n`],
    ['a text that is no Python', 'def (:\n    DROP\n'],
  ])('%s', (_, text) => {
    expect(runs(text)).toBe(true);
  });

  it.each([
    ['a function that nothing mentions', HOOK],
    ['a function inside it', 'def f():\n    def g():\n        c.execute("DROP")\n    g()\n'],
    ['a function that only calls itself', 'def f():\n    c.execute("DROP")\n    f()\n'],
    ['a function that only such a one calls', `def f():\n    hook(c)\n${HOOK}`],
    ['a function of which only an attribute has the name', `${HOOK}self.hook = 1\n`],
    ['the implementation of an operation', IMPLEMENTATION],
    ['one of two operations', `@Operations.implementation_for(Other)\n${IMPLEMENTATION}`],
    ['one that is registered and not called', `${IMPLEMENTATION}register_operation("drop")\n`],
    [
      'one that is registered by its own name',
      `@Operations.register_operation("hook", "run")\nclass Drop: pass\n${IMPLEMENTATION}`,
    ],
    ['where only what does not run picks', `${HOOK}def f():\n    vars()[name](c)\n`],
  ])('is not %s', (_, text) => {
    expect(runs(text)).toBe(false);
  });

  it.each([
    ['from . import hook', true],
    ['package.hook(c)', true],
    ['', false],
    ['hooks = unhook(hook_1)', false],
    [undefined, true],
  ])('depends on what loads the file: %s', (callers, expected) => {
    expect(reachIn(parsers, HOOK, callers)({ start: HOOK.indexOf('DROP'), end: HOOK.length })).toBe(expected);
  });
});
