import { alembicFolders } from '../../policy/alembic-place.ts';
import type { FileContent } from '../../model/file-content.ts';
import type { Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import type { Policy } from '../../policy/policy.ts';
import { mayUpgradeAtStart, upgradesAtStart, UPGRADE_WORDS } from './upgrades-at-start.ts';

type Starts = ReturnType<typeof upgradesAtStart>;
type Texts = ReadonlyMap<string, Known<FileContent>>;

/** How the code of a commit is searched for what runs `alembic upgrade` when it starts. */
export interface UpgradeSearch {
  /** Lines that hold one of the words, but for those below the folders. */
  readonly words: readonly string[];
  readonly except: readonly string[];
  /** Whose texts are to be read, of all that were found. */
  readonly reads: (found: readonly string[]) => readonly string[];
  readonly startsIn: (paths: readonly string[], texts: Texts, parsers: Parsers) => Starts;
}

/** @param policy That of the commit. */
export function upgradeStarts(policy: Policy): UpgradeSearch {
  return {
    words: UPGRADE_WORDS,
    except: alembicFolders(policy),
    reads: (found) => [...new Set(found)].filter(mayUpgradeAtStart),
    startsIn: (paths, texts, parsers) => {
      const starts = paths.flatMap((path) => startsOf(path, texts.get(path), parsers));
      return asPolicySays(starts, policy);
    },
  };
}

function startsOf(path: string, content: Known<FileContent> | undefined, parsers: Parsers): Starts {
  // It was found for a word in it, and may do whatever with it.
  if (content?.known !== true || content.value.kind !== 'text')
    return [{ path, line: 1, onFailure: 'unclear' }];
  return upgradesAtStart({ path, text: content.value.text }, parsers);
}

/** Where the policy has migrations run by hand, what has to be called is called by somebody; else a start may be there that nobody found. */
function asPolicySays(starts: Starts, { migrations: { apply }, path }: Policy): Starts {
  const own = starts.filter(({ isCalled }) => isCalled === undefined);
  if (apply === 'manual_unless_trivial') return own;
  return apply === 'on_start' && own.length === 0 ? [{ path, line: 1, onFailure: 'unclear' }] : starts;
}
