import type { KeptOutcomes } from '@lockkeeper/policy-core';

/** Opens what earlier runs said under one policy and stage, given as a text. `undefined`: the host keeps nothing. */
export type OutcomeStore = (context: string) => KeptOutcomes | undefined;
