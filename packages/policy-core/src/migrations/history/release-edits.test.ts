import { describe, expect, it } from 'vitest';

import { textContent, type FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Focus, MigrationsAt, RevisionSources } from '../../model/observations.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { textOf } from '../../testing/text-of.ts';
import { editsSinceRelease } from './release-edits.ts';
import { graphOfFiles, revisionFiles } from './revision-files.ts';

const parsers = await testParsers();

interface Text {
  readonly id?: string;
  readonly parent?: string;
  readonly upgrade?: string;
  readonly downgrade?: string;
  readonly module?: string;
}

function text({ id = 'a', parent = 'z', upgrade = 'pass', downgrade = 'pass', module = '' }: Text): string {
  return [
    `revision = '${id}'`,
    `down_revision = '${parent}'`,
    module,
    `def upgrade():\n    ${upgrade}`,
    `def downgrade():\n    ${downgrade}`,
    '',
  ].join('\n');
}

type Texts = Readonly<Record<string, string | null>>;

function contents(texts: Texts): Readonly<Record<string, Known<FileContent>>> {
  return Object.fromEntries(
    Object.entries(texts).map(([path, written]) => [
      path,
      observed(written === null ? { kind: 'absent' as const } : textContent(written)),
    ]),
  );
}

function at(texts: Texts): Known<MigrationsAt> {
  return observed({ commit: 'c'.repeat(40), files: contents(texts) });
}

interface Given extends Omit<RevisionSources, 'paths' | 'files'> {
  readonly now: Texts;
  readonly focus?: Focus;
}

/** Each edit as a line, and what an editor would underline. */
function told({ now, focus = { kind: 'change' }, ...elsewhere }: Given): readonly string[] | string {
  const environment = { folders: ['v'], isRecursive: false };
  const files = revisionFiles(new Map(Object.entries(contents(now))), environment, { parsers });
  const sources = { paths: observed(Object.keys(now)), files: {}, ...elsewhere };
  const edits = editsSinceRelease(environment, {
    focus,
    sources,
    now: { files, graph: graphOfFiles(files, parsers), parsers },
  });
  if (!edits.known) return edits.reason;
  return edits.value.map(({ id, path, settledBy, edit, at: place }) => {
    const detail = edit.kind === 'edited' ? edit.parts.join('+') : edit.kind === 'moved' ? edit.to : '';
    const underlined = place === undefined ? 'nowhere' : `"${textOf(now[place.path] ?? '', place)}"`;
    return `${settledBy} ${id} ${path} ${edit.kind} ${detail} ${underlined}`.replace(/ +/g, ' ');
  });
}

const WAS = text({});

describe('what was merged before', () => {
  it('may stay as it was, or change its looks', () => {
    expect(told({ now: { 'v/a.py': WAS }, atBase: at({ 'v/a.py': `# note\n${WAS}` }) })).toEqual([]);
    const now = { 'v/a.py': WAS, 'v/b.py': text({ id: 'b' }) };
    expect(told({ now, atBase: at({ 'v/b.py': null }) })).toEqual([]);
  });

  it.each<[Text, string]>([
    [{ upgrade: 'run()' }, 'upgrade "upgrade"'],
    [{ downgrade: 'run()' }, 'downgrade "downgrade"'],
    [{ parent: 'y' }, 'parents "\'y\'"'],
    [{ module: 'N = 1' }, 'other ""'],
    [{ parent: 'y', upgrade: 'run()' }, 'parents+upgrade "\'y\'"'],
  ])('is edited as %j', (edit, shown) => {
    expect(told({ now: { 'v/a.py': text(edit) }, atBase: at({ 'v/a.py': WAS }) })).toEqual([
      `base a v/a.py edited ${shown}`,
    ]);
  });

  it('is another revision where its id is another', () => {
    expect(told({ now: { 'v/a.py': text({ id: 'n' }) }, atBase: at({ 'v/a.py': WAS }) })).toEqual([
      'base a v/a.py edited revision "\'n\'"',
    ]);
  });

  it('is gone where nothing has its id', () => {
    expect(told({ now: {}, atBase: at({ 'v/a.py': WAS }) })).toEqual(['base a v/a.py deleted nowhere']);
  });

  it('is moved where another file has its id, and may be edited on the way', () => {
    expect(told({ now: { 'v/new.py': WAS }, atBase: at({ 'v/a.py': WAS, 'v/new.py': null }) })).toEqual([
      'base a v/a.py moved v/new.py ""',
    ]);
    const now = { 'v/new.py': text({ upgrade: 'run()' }) };
    expect(told({ now, atBase: at({ 'v/a.py': WAS, 'v/new.py': null }) })).toEqual([
      'base a v/a.py moved v/new.py ""',
      'base a v/a.py edited upgrade "upgrade"',
    ]);
  });

  it('is not moved by a second file with its id', () => {
    const now = { 'v/a.py': WAS, 'v/z.py': text({ upgrade: 'run()' }) };
    expect(told({ now, atBase: at({ 'v/a.py': `${WAS}\n`, 'v/z.py': null }) })).toEqual([]);
  });

  it('that is no Python any more is edited', () => {
    expect(told({ now: { 'v/a.py': 'def' }, atBase: at({ 'v/a.py': WAS }) })).toEqual([
      'base a v/a.py edited other ""',
    ]);
  });

  it('and was no Python is known by its place', () => {
    expect(told({ now: { 'v/a.py': WAS }, atBase: at({ 'v/a.py': 'def' }) })).toEqual([
      'base undefined v/a.py edited other ""',
    ]);
    expect(told({ now: {}, atBase: at({ 'v/a.py': 'def' }) })).toEqual([
      'base undefined v/a.py deleted nowhere',
    ]);
  });

  it('is no matter where the environment does not load it', () => {
    expect(told({ now: {}, atBase: at({ 'v/env/a.py': WAS, 'w/a.py': WAS, 'v/__init__.py': WAS }) })).toEqual(
      [],
    );
  });
});

describe('what was released', () => {
  const now = { 'v/a.py': text({ upgrade: 'run()' }) };

  it('counts more than what was merged', () => {
    const edited = 'release a v/a.py edited upgrade "upgrade"';
    expect(told({ now, atBase: at({ 'v/a.py': WAS }), atRelease: at({ 'v/a.py': WAS }) })).toEqual([edited]);
  });

  it('counts where no change is judged', () => {
    const edited = 'release a v/a.py edited upgrade "upgrade"';
    expect(told({ now, focus: { kind: 'tree' }, atRelease: at({ 'v/a.py': WAS }) })).toEqual([edited]);
  });

  it('may be what a change brings back', () => {
    const between = text({ upgrade: 'other()' });
    expect(told({ now: { 'v/a.py': WAS }, atBase: at({ 'v/a.py': between }), atRelease: at({}) })).toEqual(
      [],
    );
  });

  it('is not the matter of a change that does not touch it', () => {
    const more = { ...now, 'v/b.py': text({ id: 'b' }) };
    expect(told({ now: more, atBase: at({ 'v/b.py': null }), atRelease: at({ 'v/a.py': WAS }) })).toEqual([]);
  });

  it('is the matter of a release, whatever touched it', () => {
    expect(
      told({ now, focus: { kind: 'release' }, atBase: at({}), atRelease: at({ 'v/a.py': WAS }) }),
    ).toEqual(['release a v/a.py edited upgrade "upgrade"']);
  });

  it('did not hold what was merged since', () => {
    expect(told({ now, atBase: at({ 'v/a.py': WAS }), atRelease: at({ 'v/a.py': null }) })).toEqual([
      'base a v/a.py edited upgrade "upgrade"',
    ]);
    expect(told({ now: {}, atBase: at({ 'v/a.py': WAS }), atRelease: at({}) })).toEqual([
      'base a v/a.py deleted nowhere',
    ]);
  });

  it('is nothing where no release is recorded', () => {
    expect(told({ now, atBase: at({ 'v/a.py': WAS }), atRelease: observed(null) })).toEqual([
      'base a v/a.py edited upgrade "upgrade"',
    ]);
    expect(told({ now, focus: { kind: 'tree' }, atRelease: observed(null) })).toEqual([]);
  });
});

describe('what cannot be seen', () => {
  const now = { 'v/a.py': text({ upgrade: 'run()' }) };
  const shallow = unobserved('this is a shallow clone');

  it('is said', () => {
    expect(told({ now, atBase: shallow })).toBe('this is a shallow clone');
    expect(told({ now, focus: { kind: 'tree' }, atRelease: shallow })).toBe('this is a shallow clone');
    expect(told({ now, atBase: at({ 'v/a.py': WAS }), atRelease: shallow })).toBe('this is a shallow clone');
  });

  it('does not matter where the change leaves everything as it was', () => {
    expect(told({ now, atBase: at({ 'v/a.py': null }), atRelease: shallow })).toEqual([]);
  });

  it('may be a single text', () => {
    const files = { 'v/a.py': unobserved('git failed') };
    const reason = 'what v/a.py was is not known: git failed';
    expect(told({ now, atBase: observed({ commit: 'c', files }) })).toBe(reason);
    expect(told({ now, focus: { kind: 'tree' }, atRelease: observed({ commit: 'c', files }) })).toBe(reason);
  });
});

describe('an open document', () => {
  it('answers for itself alone', () => {
    const now = { 'v/a.py': text({ upgrade: 'run()' }), 'v/b.py': text({ id: 'b', upgrade: 'run()' }) };
    const atBase = at({ 'v/a.py': WAS, 'v/b.py': text({ id: 'b' }) });
    expect(told({ now, atBase, focus: { kind: 'document', path: 'v/b.py' } })).toEqual([
      'base b v/b.py edited upgrade "upgrade"',
    ]);
  });
});
