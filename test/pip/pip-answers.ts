/** What is asked of pip: whole requirements files, or one thing of the library that it reads versions with. */
export type PipQuestion =
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'compare'; readonly left: string; readonly right: string }
  | { readonly kind: 'specifier'; readonly specifier: string }
  | {
      readonly kind: 'contains';
      readonly specifier: string;
      readonly version: string;
      /** `null` leaves it to pip. */
      readonly prereleases: boolean | null;
    }
  | {
      readonly kind: 'marker';
      readonly marker: string;
      readonly environment: Readonly<Record<string, string>>;
    };

/** What is asked of the library alone. */
export type PackagingQuestion = Exclude<PipQuestion, { readonly kind: 'file' }>;

export type PackagingAnswer = PipAnswers[PackagingQuestion['kind']];

/** To each kind of question its answer. */
export interface PipAnswers {
  readonly file: readonly PipLine[];
  readonly version:
    | Refused
    | (Read & Readonly<Record<'text' | 'public', string>> & { readonly prerelease: boolean });
  readonly compare: Refused | (Read & { readonly order: number });
  readonly specifier: Refused | (Read & { readonly specs: readonly string[] });
  readonly contains: Refused | (Read & { readonly admits: boolean });
  /** `holds` says `error:` and which, where the marker cannot be evaluated. */
  readonly marker: Refused | (Read & { readonly text: string; readonly holds: boolean | string });
}

/** One logical line. */
export type PipLine = { readonly number: number; readonly content: string } & (
  | { readonly kind: 'invalid'; readonly error: string }
  | ({ readonly kind: 'options' } & Given)
  | ({
      readonly kind: 'include';
      readonly as: 'requirements' | 'constraints';
      readonly target: string;
    } & Given)
  | ({
      readonly kind: 'requirement';
      readonly specs: readonly Clause[];
      readonly url: string | null;
    } & Named &
      Given)
  | ({
      readonly kind: 'address' | 'path';
      /** Without marker, and a path without extras. */
      readonly where: string;
      readonly version: string | null;
    } & Named &
      Given)
  | ({ readonly kind: 'editable'; readonly where: string; readonly isAddress: boolean } & Named & Given)
  /** An error as long as there is no such file or folder. */
  | ({
      readonly kind: 'if-on-disk';
      readonly as: 'path' | 'editable';
      readonly where: string;
      readonly extras: readonly string[];
      readonly marker: string | null;
      readonly error: string;
    } & Given)
);

export type Clause = readonly [operator: string, version: string];

interface Named {
  readonly name: string | null;
  readonly normalized: string | null;
  /** Normalised and sorted. */
  readonly extras: readonly string[];
  readonly marker: string | null;
}

interface Given {
  /** In the order given, by their usual names. */
  readonly options: readonly (readonly [name: string, value: string | null])[];
  readonly hashes: readonly (readonly [algorithm: string, digest: string])[];
  /** What stands between or behind the options and is not read. */
  readonly words: readonly string[];
}

interface Read {
  readonly valid: true;
}

interface Refused {
  readonly valid: false;
}
