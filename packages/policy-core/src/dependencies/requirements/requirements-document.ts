import type { ProjectRequirement } from '../packaging/project-requirement.ts';
import type { Marker } from '../packaging/marker.ts';
import type { TextRange } from '../../model/text-range.ts';

/** A requirements file as pip reads it. All ranges count in `text`. */
export interface RequirementsDocument {
  /** With its byte order mark, where it has one. */
  readonly text: string;
  /** What pip acts upon, in order: logical lines that are neither blank nor a comment. */
  readonly lines: readonly RequirementsLine[];
}

/** One logical line: continuations joined, comments cut off. */
export interface RequirementsLine {
  /** Its first physical line as pip counts them, from 1: pip cuts at more separators than an editor. */
  readonly number: number;
  /** What pip parses. Variables of the environment are not filled in. */
  readonly content: string;
  /** From its first character to its last; continuations and dropped comments lie within. */
  readonly range: TextRange;
  readonly entry: LineEntry;
  /** In the order written; hashes are not among them. */
  readonly options: readonly LineOption[];
  readonly hashes: readonly LineHash[];
  /** `${NAME}`, which pip fills in from the environment. */
  readonly variables: readonly { readonly name: string; readonly range: TextRange }[];
  /** What pip reads over without a word. */
  readonly passedOver: readonly PassedOver[];
  /** A comment at the end of the line, from `#` on, and on the lines that pip joined into it. */
  readonly comments: readonly TextRange[];
}

export type LineEntry =
  /** A project by name: versions, or `name @ url`. */
  | { readonly kind: 'requirement'; readonly requirement: ProjectRequirement }
  /** An address without a name before it: an archive, a wheel, a checkout. */
  | ({ readonly kind: 'address'; readonly url: string } & Located)
  /** A file or folder beside the file. */
  | ({ readonly kind: 'path'; readonly path: string } & Located)
  /** `-e`: a checkout that stays editable. `where` is an address or a path as written. */
  | ({ readonly kind: 'editable'; readonly where: string; readonly isAddress: boolean } & Located)
  /** `-r` and `-c`. */
  | {
      readonly kind: 'include';
      readonly as: 'requirements' | 'constraints';
      readonly target: string;
      readonly range: TextRange;
    }
  /** Only options: it says how to install. */
  | { readonly kind: 'options' }
  /** pip stops here. `problem` is a clause: "a quote in it is not closed". */
  | { readonly kind: 'invalid'; readonly problem: string; readonly range: TextRange };

export interface Located {
  /** The address or path itself. */
  readonly range: TextRange;
  /** From `#egg=` or the name of a wheel; `undefined` when only building it would tell. */
  readonly name: string | undefined;
  /** Of a wheel, from its file name. */
  readonly version: string | undefined;
  /** As written. */
  readonly extras: readonly string[];
  readonly marker: { readonly parsed: Marker; readonly range: TextRange } | undefined;
}

/** An option of pip. */
export interface LineOption {
  /** Without its value: `--extra-index`, `-i`. */
  readonly written: string;
  /** What pip takes it for, by usual names: one; none when pip knows none, several when it cannot tell. */
  readonly means: readonly string[];
  /** `undefined` when it takes none, or none stands there. */
  readonly value: string | undefined;
  /** With its value. */
  readonly range: TextRange;
}

export interface LineHash {
  /** As written; pip takes sha256, sha384 and sha512, and refuses the line for any other. */
  readonly algorithm: string;
  /** As written: pip does not look whether it is one. */
  readonly digest: string;
  /** With `--hash`. */
  readonly range: TextRange;
}

export interface PassedOver {
  readonly what:
    /** Words behind an option: `-e . evil==1` installs no `evil`. */
    | 'words'
    /** An option that only counts on a line of its own, as `-r` after a requirement. */
    | 'option'
    /** A marker after a hash or an option. */
    | 'marker'
    /** Hashes without a requirement they could count for: a comment cuts them off, or `-e` or `-r` stands there. */
    | 'hashes'
    /** A second `-r`, `-c` or `-e` beside the one that counts. */
    | 'include';
  readonly range: TextRange;
}
