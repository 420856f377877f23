import type { Known } from '@lockkeeper/policy-core';

/** Those whose signatures the policy asks for. Their file has the form of `allowed_signers` of ssh-keygen. */
export interface LogSigners {
  /** Of their file, from the root of the repository. */
  readonly path: string;
  /** Their file as it is; unobserved, with a clause, also where there is none. */
  read(): Promise<Known<string>>;
  /** Whether one of `signers` signed a text, as the signature says. */
  verify(signed: SignedText, signers: string): Promise<Known<boolean>>;
}

export interface SignedText {
  readonly text: string;
  /** Of SSH, in base64, without its first and last line. */
  readonly sig: string;
}

/** Signs with the key of whoever runs this. Rejects, with a sentence that says what to do, where there is none. */
export interface LogSigner {
  sign(text: string): Promise<string>;
}
