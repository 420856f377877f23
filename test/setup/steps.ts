// Files that were changed by test/count-steps.ts add to it.
globalThis.lockkeeperSteps ??= 0;
