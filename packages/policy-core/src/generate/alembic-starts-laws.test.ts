import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { alembicStarts, type AlembicStart } from './alembic-starts.ts';

interface Section {
  readonly file: string;
  readonly section: string;
  /** The folder of its scripts. */
  readonly history: string;
}

const HISTORIES = ['one', 'two', 'three'];
const FOLDERS = HISTORIES.map((history) => `${history}/versions`);

/** Which sections there are, and which history each has. */
const anySections: fc.Arbitrary<readonly Section[]> = fc.uniqueArray(
  fc.record({
    file: fc.constantFrom('alembic.ini', 'alembic-more.ini', 'api/alembic.ini'),
    section: fc.constantFrom('alembic', 'billing', 'jobs'),
    history: fc.constantFrom(...HISTORIES),
  }),
  { selector: ({ file, section }) => `${file} ${section}` },
);

function started(sections: readonly Section[], folders: readonly string[] = FOLDERS) {
  const texts = new Map<string, string>();
  for (const { file, section, history } of sections) {
    const location = `%(here)s/${file.includes('/') ? '../' : ''}${history}`;
    texts.set(file, `${texts.get(file) ?? ''}[${section}]\nscript_location = ${location}\n`);
  }
  const configurations = Array.from(texts, ([path, text]) => ({ path, text }));
  return alembicStarts(folders, { paths: [...texts.keys()], configurations });
}

/** The section that a start is of. */
function sectionOf({ folder, config = 'alembic.ini', section = 'alembic' }: AlembicStart): string {
  return `${folder === '' ? '' : `${folder}/`}${config} [${section}]`;
}

const nameOf = ({ file, section }: Section) => `${file} [${section}]`;

describe('whatever the configurations are', () => {
  test('each history that one of them tells of is upgraded, and none of them twice', () => {
    fc.assert(
      fc.property(anySections, (sections) => {
        const { starts } = started(sections);
        const histories = starts.flatMap(
          (start) => sections.find((each) => nameOf(each) === sectionOf(start))?.history ?? [],
        );
        expect(histories.toSorted()).toEqual([...new Set(sections.map(({ history }) => history))].toSorted());
      }),
    );
  });

  test('each of them is started or said to be left out', () => {
    fc.assert(
      fc.property(anySections, (sections) => {
        const { starts, leftOut } = started(sections);
        const told = [
          ...starts.map(sectionOf),
          ...leftOut.map((name) => (name.endsWith(']') ? name : `${name} [alembic]`)),
        ];
        for (const section of sections)
          expect(told.filter((name) => name === nameOf(section))).toHaveLength(1);
      }),
    );
  });

  test('a usual one is never left out for one that has to be named', () => {
    const isUsual = ({ file, section }: Section) =>
      /(?:^|\/)alembic\.ini$/.test(file) && section === 'alembic';
    fc.assert(
      fc.property(anySections, (sections) => {
        const starts = started(sections).starts.map(sectionOf);
        for (const history of HISTORIES) {
          const own = sections.filter((each) => each.history === history);
          const [chosen] = own.filter((each) => starts.includes(nameOf(each)));
          if (own.some(isUsual)) expect(chosen && isUsual(chosen)).toBe(true);
        }
      }),
    );
  });

  test('what the policy does not name is neither started nor told', () => {
    fc.assert(
      fc.property(anySections, (sections) => {
        const [folder = ''] = FOLDERS;
        const own = sections.filter(({ history }) => `${history}/versions` === folder);
        if (own.length === 0) return;
        const { starts, leftOut } = started(sections, [folder]);
        expect(starts).toHaveLength(1);
        expect(starts.length + leftOut.length).toBe(own.length);
      }),
    );
  });
});
