import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';

/** A repository that exists only to ask git which paths a pattern covers. */
export interface GitPatterns {
  /** Paths covered by the pathspec `:(glob)PATTERN`, one git process for each pattern. */
  byPathspec(pattern: string): ReadonlySet<string>;
  /** Paths covered by any of the pathspecs, and by none that excludes, in one git process. */
  byPathspecs(pathspecs: readonly string[]): ReadonlySet<string>;
  /** For each pattern the paths it covers in an attributes file, all in one git process. */
  byAttributes(patterns: readonly string[]): readonly ReadonlySet<string>[];
  remove(): void;
}

/** The paths are in the index only, so no file name is too strange for the file system. */
export function gitPatterns(paths: readonly string[]): GitPatterns {
  const root = mkdtempSync(path.join(tmpdir(), 'lockkeeper-patterns-'));
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', args, {
      cwd: root,
      input: bytesOf(input),
      maxBuffer: 1 << 28,
      env: quietEnvironment(),
    });
  git(['init', '-q']);
  git(
    ['update-index', '-z', '--index-info'],
    paths.map((name) => `100644 ${'1'.repeat(40)}\t${name}\0`).join(''),
  );
  const byPathspecs = (pathspecs: readonly string[]) =>
    new Set(fieldsOf(git(['ls-files', '-z', '--', ...pathspecs])));
  return {
    byPathspec: (pattern) => byPathspecs([`:(glob)${pattern}`]),
    byPathspecs,
    byAttributes: (patterns) => {
      const lines = patterns.map((pattern, index) => `${quoted(`/${pattern}`)} p${index}\n`);
      mkdirSync(path.join(root, '.git/info'), { recursive: true });
      writeFileSync(path.join(root, '.git/info/attributes'), bytesOf(lines.join('')));
      const answer = fieldsOf(
        git(['check-attr', '-z', '--stdin', '-a'], paths.map((name) => `${name}\0`).join('')),
      );
      const covered = patterns.map(() => new Set<string>());
      for (let field = 0; field + 2 < answer.length; field += 3) {
        covered[Number(answer[field + 1]?.slice(1))]?.add(answer[field] ?? '');
      }
      return covered;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Neither a user's settings nor an outer repository may change the answer. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(own),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_ATTR_NOSYSTEM: '1',
  };
}

function quoted(pattern: string): string {
  return `"${pattern.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Lone surrogates U+DC80..U+DCFF become the bytes they stand for. */
function bytesOf(text: string): Buffer {
  const parts = text
    .split(/([\udc80-\udcff])/)
    .map((part) =>
      /^[\udc80-\udcff]$/.test(part) ? Buffer.from([part.charCodeAt(0) - 0xdc00]) : Buffer.from(part, 'utf8'),
    );
  return Buffer.concat(parts);
}

function fieldsOf(output: Buffer): readonly string[] {
  return textOf(output).split('\0').slice(0, -1);
}

/** The reverse of `bytesOf`, for bytes of which each is either UTF-8 or alone. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  return bytes
    .toString('latin1')
    .replaceAll(/[\xc2-\xdf][\x80-\xbf]|[\x80-\xff]/g, (found) =>
      found.length === 2
        ? Buffer.from(found, 'latin1').toString('utf8')
        : String.fromCharCode(0xdc00 + found.charCodeAt(0)),
    );
}
