import type { PolicyProblem } from '../../policy/policy.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import type { UpdateKey, UpdateSettings } from './update-schema.ts';

/** Where the settings of a service lie, from the root of its repository. */
export const UPDATE_CONFIG_PATH = 'config/update.toml';

/** Where a value came from. */
export type SettingSource =
  | { readonly kind: 'environment'; readonly variable: string }
  | { readonly kind: 'file'; readonly at: SourceSpan }
  | { readonly kind: 'default' };

/** One key with its value and what set it. */
export interface UpdateSetting {
  readonly key: UpdateKey;
  /** As people may see it: without passwords. */
  readonly value: unknown;
  readonly source: SettingSource;
}

/** What is wrong; `at` is left out for a variable of the environment. */
export type UpdateProblem = Omit<PolicyProblem, 'at'> & { readonly at: SourceSpan | undefined };

/** What one place says of the settings. */
export interface WrittenSettings {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sources: ReadonlyMap<UpdateKey, SettingSource>;
  readonly problems: readonly UpdateProblem[];
}

export type UpdateConfigReading =
  | {
      readonly kind: 'config';
      readonly settings: UpdateSettings;
      /** Every key, in the order of the schema. */
      readonly sources: readonly UpdateSetting[];
    }
  /** Nothing is updated by settings that cannot be read: there is no default in place of a mistake. */
  | { readonly kind: 'invalid'; readonly problems: readonly UpdateProblem[] };
