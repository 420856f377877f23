import type { Names } from '../surface/python-names-joined.ts';
import type { ApiPlace, ApiChange } from './python-api-change.ts';
import type { ApiMember } from '../surface/python-api-model.ts';

/** Both sides of a change, for classes that inherit from others of their module. */
export interface ModulePair {
  readonly before: Names;
  readonly after: Names;
  readonly compare: (place: ApiPlace, before: ApiMember, after: ApiMember) => readonly ApiChange[];
}
