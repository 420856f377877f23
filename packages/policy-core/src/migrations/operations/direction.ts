import type { TextRange } from '../../model/text-range.ts';
import type { TextPart } from '../../parsers/python/text.ts';
import type { Step, WrittenElsewhere } from './operation.ts';

/** What `upgrade()` or `downgrade()` does. */
export interface Direction {
  /**
   * `missing`: nothing defines it. `elsewhere`: the file imports or makes it in a way that cannot be read.
   * `empty`: it does nothing at all. `raises`: it refuses to run, whatever comes before. `runs`: all else.
   */
  readonly kind: 'missing' | 'elsewhere' | 'empty' | 'raises' | 'runs';
  /** The name in `def upgrade`; `undefined` unless the file defines it. */
  readonly name: TextRange | undefined;
  /** The statements below `def`, docstring included; `undefined` unless the file defines it. */
  readonly body: TextRange | undefined;
  /** The `raise` statement. */
  readonly raise: TextRange | undefined;
  /** In the order of running, through helpers of the file. Names it does not reach come last, uncertain. */
  readonly steps: readonly Step[];
  /** SQL texts in the same order, with the place of every character. */
  readonly sql: readonly SqlText[];
  /**
   * Code that does not run on PostgreSQL as it is called: branches for other databases, or for other arguments.
   * Left out where there is none.
   */
  readonly passedOver?: readonly TextRange[];
}

export interface SqlText extends TextRange {
  readonly parts: readonly TextPart[];
  /** The driver's own markers, `%s`, instead of SQLAlchemy's, `:name`. */
  readonly driverMarkers: boolean;
  /** Where it is written, if that is another module: all its places are then that of the call. */
  readonly from?: WrittenElsewhere;
}
