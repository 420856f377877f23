import { policySections } from '../../engine/policy-sections.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { alembicFolders } from '../../policy/alembic-place.ts';
import type { Database } from '../operations/lock-mode.ts';
import { saidDialect } from './history-database.ts';
import { migrations } from './known-migrations.ts';

/**
 * On which database every history of Alembic runs; `undefined` where nothing tells, or not all the same. Where no revision
 * is judged the policy alone tells.
 */
export const historiesDatabase = defineFact<Database | undefined>({
  name: 'database of all histories',
  compute: (get) => {
    const policy = policySections(get, 'migrations');
    const { scripts } = get(migrations);
    const ofRevisions = scripts.filter(({ history }) => history !== undefined);
    const found =
      ofRevisions.length > 0
        ? ofRevisions.map(({ database }) => database)
        : alembicFolders(policy).map((folder) => saidDialect(policy, `${folder}/`));
    const [first, ...others] = new Set(found);
    return others.length === 0 ? first : undefined;
  },
});
