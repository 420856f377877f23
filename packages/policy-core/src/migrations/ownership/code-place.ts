import type { AlembicCommand } from './alembic-command.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A place in code or in a script that changes a schema, or has Alembic change it. */
export type CodePlace = TextRange &
  (
    | {
        readonly kind: 'ddl';
        /** In capitals: `ALTER TABLE`. */
        readonly what: string;
        /** As people would write it; `undefined` where it is not said. */
        readonly name: string | undefined;
        /** The file speaks to a database of another kind only, such as SQLite in a file of its own. */
        readonly isElsewhere: boolean;
      }
    /** SQLAlchemy makes or drops whatever the metadata knows. */
    | { readonly kind: 'create-all' | 'drop-all' }
    | {
        readonly kind: 'alembic';
        readonly command: AlembicCommand;
        /** What runs it without being asked, in words; `undefined`: somebody has to call it. */
        readonly onStart: string | undefined;
        /** It says that it is about production. */
        readonly isProduction: boolean;
        /** The database lives as long as the job that runs this. */
        readonly isThrowaway: boolean;
      }
  );

/** What one file holds. */
export type CodeReading =
  | { readonly kind: 'read'; readonly places: readonly CodePlace[] }
  /** Something in it looks like a change of the schema, and the file cannot be read. */
  | ({ readonly kind: 'unreadable'; readonly problem: string } & TextRange);
