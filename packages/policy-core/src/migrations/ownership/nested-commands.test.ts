import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nestedCommands } from './nested-commands.ts';

/** Each command as its words, with `|` between them. */
function told(text: string): readonly string[] {
  return nestedCommands(text).map(({ words }) => words.map((word) => word.text).join('|'));
}

/** The innermost ones only. */
const last = (text: string) => told(text).at(-1);

describe('commands inside of commands', () => {
  it.each<[string, string]>([
    ['sh -c', 'sh -c "alembic upgrade head"'],
    ['bash with more letters', "bash -euxc 'alembic upgrade head'"],
    ['a login shell', 'bash -lc "alembic upgrade head"'],
    ['another user', 'su app -c "alembic upgrade head"'],
    ['sudo', 'sudo -u app sh -c "alembic upgrade head"'],
    ['a shell in a container', 'docker compose exec web sh -c "alembic upgrade head"'],
    ['docker itself', 'docker exec web "alembic upgrade head"'],
    ['another machine', 'ssh host "alembic upgrade head"'],
    ['a pod', 'kubectl exec deploy/web -- sh -c "alembic upgrade head"'],
    ['fly', 'fly ssh console -C "alembic upgrade head"'],
    ['heroku', 'heroku run "alembic upgrade head" --app shop'],
    ['railway', 'railway run "alembic upgrade head"'],
    ['eval', 'eval "alembic upgrade head"'],
    ['twice', `ssh host 'sh -c "alembic upgrade head"'`],
    ['behind another command', 'cd api && sh -c "alembic upgrade head"'],
    ['as the second of a script', 'sh -c "cd api && alembic upgrade head"'],
  ])('are found: %s', (_, text) => {
    expect(last(text)).toBe('alembic|upgrade|head');
  });

  it.each<[string, string]>([
    ['a message', 'git commit -m "alembic upgrade head"'],
    ['words that are printed', 'echo "alembic upgrade head"'],
    ['what is searched for', 'grep "alembic upgrade head" README.md'],
    ['SQL', 'psql -c "alembic upgrade head"'],
    ['a single word', 'sh -c alembic'],
    ['a variable', 'ssh host "$COMMAND"'],
    ['a comment', '# sh -c "alembic upgrade head"'],
    ['a value', 'CMD="alembic upgrade head"'],
  ])('are not imagined: %s', (_, text) => {
    expect(told(text)).not.toContain('alembic|upgrade|head');
  });

  it('come after the command that runs them', () => {
    expect(told('a; sh -c "b; c d"; e')).toEqual(['a', 'sh|-c|b; c d', 'b', 'c|d', 'e']);
  });

  it('stand where they are written', () => {
    const text = 'cd x && ssh host \'sh -c "alembic upgrade head"\'';
    const words = nestedCommands(text).at(-1)?.words ?? [];
    expect(words.map(({ start, end }) => text.slice(start, end))).toEqual(['alembic', 'upgrade', 'head']);
  });

  it('are not read where quotes inside have to be taken away first', () => {
    expect(told('sh -c "alembic upgrade \\"head\\""')).toEqual(['sh|-c|alembic upgrade "head"']);
  });

  it('are those of a part of a text, where only a part is asked for', () => {
    const text = 'RUN sh -c "a b" and more';
    const commands = nestedCommands(text, { from: 4, to: 15 });
    expect(commands.map(({ words }) => words.map((word) => word.text))).toEqual([
      ['sh', '-c', 'a b'],
      ['a', 'b'],
    ]);
  });

  it('come to an end, however deep they are, and lie inside the text', () => {
    const piece = fc.constantFrom('sh -c "', "ssh h '", '"', "'", 'eval ', ' ', 'a b', ';', '$(', ')', '\\');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        for (const { words } of nestedCommands(text)) {
          for (const { start, end } of words) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
    );
  });
});
