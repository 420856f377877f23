import type { Parsers } from '../../parsers/parsers.ts';
import { memoized } from './memoized-sql.ts';
import { placedAtCallSite } from './call-site-spans.ts';
import { readUpgradeAndDowngrade } from './upgrade-and-downgrade.ts';
import { readHeader } from './header.ts';
import { importedModules } from './module-imports.ts';
import { alembicNames } from './names.ts';
import { modulesAround } from './modules-around.ts';
import { unreadHeader } from './unread-header.ts';
import type { HeaderValue, RevisionHeader } from './revision-header.ts';
import type { RevisionModules } from './revision-modules.ts';
import type { RevisionReading } from './revision-reading.ts';
import { misplacedLine, type MisplacedLine } from '../../parsers/python/misplaced-line.ts';
import { traceWithModules } from '../../parsers/python/placed-modules.ts';
import { traceNames, type TracedFile } from '../../parsers/python/values.ts';
import { pythonTwoStatement } from './python-2.ts';

/** Never throws. What it imports is followed as far as `modules` go; left out, none is at hand. */
export function readRevision(parsers: Parsers, text: string, modules?: RevisionModules): RevisionReading {
  const parse = parsers.python.parse(text);
  if (parse.kind === 'unanalyzable') {
    const why = text.includes('\0') ? 'not-python' : 'too-much';
    return { kind: 'unanalyzable', why, problem: parse.problem, start: 0, end: text.length };
  }
  if (parse.kind === 'syntax-error') {
    const { problem, start, end } = parse;
    return notPython(parsers, text, { problem, start, end });
  }
  const older = pythonTwoStatement({ text, root: parse.root });
  if (older !== undefined) {
    const { start, end } = older;
    return notPython(parsers, text, { problem: 'it is written in Python 2', start, end });
  }
  const misplaced = misplacedLine({ text, root: parse.root });
  if (misplaced !== undefined) return notPython(parsers, text, misplaced);
  const source = { text, root: parse.root };
  return readModule(
    parsers,
    modules === undefined ? traceNames(source) : traceWithModules(source, modulesAround(parsers, modules)),
  );
}

function notPython(parsers: Parsers, text: string, mistake: MisplacedLine): RevisionReading {
  const header = unreadHeader(parsers, text);
  const unread = { kind: 'unanalyzable', why: 'not-python', ...mistake } as const;
  return header === undefined ? unread : { ...unread, header };
}

function readModule(parsers: Parsers, file: TracedFile): RevisionReading {
  return {
    kind: 'revision',
    header: placedHeader(file, readHeader(file)),
    ...readUpgradeAndDowngrade({ file, names: alembicNames(file), sql: memoized(parsers.sql) }),
    imports: importedModules(file),
  };
}

function placedHeader(file: TracedFile, header: RevisionHeader): RevisionHeader {
  if (file.modules === undefined) return header;
  const placed = (value: HeaderValue): HeaderValue =>
    value.kind === 'absent' ? value : placedAtCallSite(file, value, value);
  return {
    revision: placed(header.revision),
    downRevision: placed(header.downRevision),
    branchLabels: placed(header.branchLabels),
    dependsOn: placed(header.dependsOn),
  };
}
