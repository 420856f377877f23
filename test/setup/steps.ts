// What test/count-steps.ts writes into policy-core adds to it; each file of tests begins anew.
globalThis.lockkeeperSteps = 0;
