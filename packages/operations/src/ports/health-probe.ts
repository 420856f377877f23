/** What says whether a service is well. Only looks. Never rejects. */
export interface HealthProbe {
  /** As the policy names it. */
  readonly id: string;
  /** Asks once. No answer is kept from earlier, and none is taken from elsewhere: redirects are not followed. */
  ask(): Promise<ProbeAnswer>;
}

export type ProbeAnswer =
  | {
      readonly kind: 'well';
      /** The commit that runs, as the service says; `undefined`: this probe does not ask for it. */
      readonly commit: string | undefined;
      /** Of HTTP; 0 of others. */
      readonly status: number;
      readonly latencyMs: number;
    }
  /** It answered, and is not well. `why` is a clause without the address. */
  | { readonly kind: 'ill'; readonly why: string }
  /** It cannot be asked at all, as where a variable is not set: asking again is of no use. */
  | { readonly kind: 'not-asked'; readonly why: string };
