import type { DeployOrder, DeployResult, Driver, Person } from '@lockkeeper/operations/ports';
import { unobserved } from '@lockkeeper/policy-core';
import type { DriverPolicy } from '@lockkeeper/policy-core/deployment/run';

import { within } from '../../system/time-limit.ts';
import type { DriverPlace } from './driver-place.ts';
import { filledIn } from './placeholders.ts';

type ManualPolicy = Extract<DriverPolicy, { kind: 'manual' }>;

/** A person deploys, on a platform that no program of ours reaches, and says how it went. What runs is for the probes to say. */
export function createManualDriver(policy: ManualPolicy, place: DriverPlace): Driver {
  const { person, signal } = place;
  const unasked = async () => await Promise.resolve(unobserved(ONLY_A_PERSON));
  return {
    kind: 'manual',
    deploy: async (order) =>
      person === undefined
        ? { kind: 'unknown', why: NOBODY_THERE }
        : await within(policy.timeoutMs, [signal, order.signal], async (limit) => {
            const task = { ...taskOf(policy, order), signal: limit.signal };
            return resultOf(await answerTo(person, task));
          }),
    find: async () => await Promise.resolve({ kind: 'unknown', why: ONLY_A_PERSON }),
    current: unasked,
    list: unasked,
    deploysByItself: unasked,
  };
}

const ONLY_A_PERSON = 'this platform is deployed by hand, and only a person knows; look there';
const NOBODY_THERE =
  'this platform is deployed by hand, and there is no terminal to ask at; run this again at a terminal';

function taskOf({ checklist }: ManualPolicy, { commit, environment, service, key, token }: DeployOrder) {
  const values = { sha: commit, environment, service, key, token: String(token) };
  const lines = checklist.length > 0 ? checklist : ['Deploy {sha} of {service} to {environment}.'];
  return {
    checklist: lines.flatMap((line) => {
      const filled = filledIn([line], values);
      return filled.known ? filled.value : [line];
    }),
    question: `Is ${service} at ${commit} deployed to ${environment}?`,
  };
}

/** Nobody answers where time is over, whatever the terminal still waits for. */
async function answerTo(person: Person, task: Parameters<Person['work']>[0]): ReturnType<Person['work']> {
  return await new Promise((resolve) => {
    const nobody = () => resolve('nobody');
    if (task.signal.aborted) nobody();
    task.signal.addEventListener('abort', nobody, { once: true });
    void person.work(task).then(resolve, nobody);
  });
}

function resultOf(answer: Awaited<ReturnType<Person['work']>>): DeployResult {
  switch (answer) {
    case 'done':
      return { kind: 'done', deploy: { id: null, url: null } };
    case 'failed':
      return { kind: 'failed', why: 'the person who deployed says that it failed' };
    case 'nobody':
      return { kind: 'unknown', why: 'nobody said whether it was deployed; look there and say so' };
  }
}
