import { isTestFile } from '../ownership/code-kind.ts';
import type { Observations } from '../../model/observations.ts';

/**
 * A file at hand by which Alembic loads revisions that lie in no folder of a configuration: code that sets
 * `version_locations`, or a declaration that another package gathers these revisions by. `undefined` where none does.
 */
export function revisionsElsewhere({
  files,
  revisions,
}: Pick<Observations, 'files' | 'revisions'>): string | undefined {
  const texts = [files, revisions?.files ?? {}, revisions?.modules ?? {}];
  return texts
    .flatMap((some) => Object.entries(some))
    .find(
      ([path, content]) =>
        content.known && content.value.kind === 'text' && speaksOfOthers(path, content.value.text),
    )?.[0];
}

function speaksOfOthers(path: string, text: string): boolean {
  if (isTestFile(path)) return false;
  if (path.endsWith('.py') && text.includes('version_locations') && SETS_LOCATIONS.test(text)) return true;
  const name = path.slice(path.lastIndexOf('/') + 1);
  return DECLARES.has(name) && GATHERED.test(text);
}

/**
 * `set_main_option("version_locations", ...)`, `conf["version_locations"] = ...`, `script.version_locations = ...`,
 * `ScriptDirectory(folder, version_locations=[...])`; not what is asked for, and no name of the code's own.
 */
const SETS_LOCATIONS = new RegExp(
  [
    String.raw`\bset_main_option\s*\(\s*(?:name\s*=\s*)?["']version_locations["']`,
    String.raw`\bset_section_option\s*\([^()]*["']version_locations["']\s*,`,
    String.raw`\[\s*["']version_locations["']\s*\]\s*=(?!=)`,
    String.raw`\._?version_locations\s*=(?!=)`,
    String.raw`[(,]\s*version_locations\s*=(?!=)`,
  ].join('|'),
);

const DECLARES: ReadonlySet<string> = new Set(['pyproject.toml', 'setup.cfg', 'setup.py']);

/** A group of entry points for revisions: `"shop_db.alembic": ["shop_orders = shop_orders:alembic"]`. */
const GATHERED =
  /^[ \t]*\[(?:project\.entry-points|tool\.poetry\.plugins)\.["']?[\w.-]*(?:alembic|migrations)["']?\]|["']?\b[\w-]+\.(?:alembic|migrations)["']?\s*[:=]\s*\[?\s*["']?[\w.-]+\s*=\s*[\w.]+/m;
