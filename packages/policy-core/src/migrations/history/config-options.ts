import type { Known } from '../../model/known.ts';

/** What a configuration says of one environment; unobserved reasons are clauses. */
export interface ConfigOptions {
  text(name: string): Known<string | undefined>;
  /** What the ini file says: some options are only asked of that. */
  inIni(name: string): Known<string | undefined>;
  /** Only pyproject.toml has lists. */
  list(name: string): Known<readonly string[] | undefined>;
  isOn(name: string): boolean;
  /** `in line 2 of a/alembic.ini`, for people; `undefined` where it is not set. */
  placeOf(name: string): string | undefined;
}
