import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { runToEnd } from '../cli/lockkeeper-process.ts';
import { filledIn, holds, type Contexts } from './expression.ts';

const step = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  'working-directory': z.string().optional(),
  'continue-on-error': z.boolean().optional(),
});

type Step = z.output<typeof step>;

export interface Runner {
  /** `github`, `runner` and what else expressions ask for. */
  readonly contexts: Contexts;
  readonly workspace: string;
  /** An empty folder. */
  readonly temp: string;
  readonly env: Readonly<Record<string, string>>;
  /** Does what an action does, by its name without the commit; what is not here does nothing. */
  readonly actions: Readonly<Record<string, (inputs: Readonly<Record<string, string>>) => void>>;
}

export interface JobEnd {
  readonly conclusion: 'success' | 'failure';
  /** Each step by its name. */
  readonly outcomes: Readonly<Record<string, 'success' | 'failure' | 'skipped'>>;
  readonly log: string;
  readonly summary: string;
  /** What steps with an id said, by the id. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Does what GitHub's runner does with the steps of a job on Linux, as far as ours need it. */
export async function runSteps(steps: unknown, runner: Runner): Promise<JobEnd> {
  let conclusion: JobEnd['conclusion'] = 'success';
  let log = '';
  const outcomes: Record<string, JobEnd['outcomes'][string]> = {};
  const outputs: Record<string, Record<string, string>> = {};
  const summary = path.join(runner.temp, 'summary.md');
  for (const [index, one] of z.array(step).parse(steps).entries()) {
    const contexts = withStatus(runner.contexts, conclusion === 'success', outputs);
    const name = one.name ?? one.uses ?? `step ${index}`;
    if (!isDue(one, conclusion, contexts)) {
      outcomes[name] = 'skipped';
      continue;
    }
    const output = path.join(runner.temp, `output-${index}`);
    const ended = await runStep(
      one,
      { ...runner, contexts },
      { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary },
    );
    log += ended.text;
    outcomes[name] = ended.isGood ? 'success' : 'failure';
    if (!ended.isGood && one['continue-on-error'] !== true) conclusion = 'failure';
    if (one.id !== undefined) outputs[one.id] = linesOf(output);
  }
  return { conclusion, outcomes, log, summary: textAt(summary), outputs };
}

function withStatus(
  contexts: Contexts,
  isGood: boolean,
  outputs: Readonly<Record<string, object>>,
): Contexts {
  const steps = Object.fromEntries(Object.entries(outputs).map(([id, said]) => [id, { outputs: said }]));
  return { ...contexts, steps, always: true, cancelled: false, success: isGood, failure: !isGood };
}

/** Without a word about the status a step runs only while all is well. */
function isDue({ if: condition }: Step, conclusion: JobEnd['conclusion'], contexts: Contexts): boolean {
  if (condition === undefined) return conclusion === 'success';
  const saysStatus = /\b(always|cancelled|success|failure)\(\)/.test(condition);
  return (saysStatus || conclusion === 'success') && holds(condition, contexts);
}

interface StepEnd {
  readonly isGood: boolean;
  readonly text: string;
}

async function runStep(one: Step, runner: Runner, files: Readonly<Record<string, string>>): Promise<StepEnd> {
  const { contexts, workspace, temp } = runner;
  if (one.uses !== undefined) {
    const [action = ''] = one.uses.split('@');
    runner.actions[action]?.(filled(one.with ?? {}, contexts));
    return { isGood: true, text: '' };
  }
  mkdirSync(temp, { recursive: true });
  const script = path.join(temp, 'step.sh');
  writeFileSync(script, filledIn(one.run ?? '', contexts));
  const { exitCode, stdout, stderr } = await runToEnd(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', script],
    {
      cwd: filledIn(one['working-directory'] ?? workspace, contexts),
      env: {
        ...runner.env,
        RUNNER_TEMP: temp,
        GITHUB_WORKSPACE: workspace,
        ...files,
        ...filled(one.env ?? {}, contexts),
      },
    },
  );
  return { isGood: exitCode === 0, text: stdout + stderr };
}

function filled(
  values: Readonly<Record<string, string | number | boolean>>,
  contexts: Contexts,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, filledIn(String(value), contexts)]),
  );
}

/** `name=value` lines. */
function linesOf(file: string): Record<string, string> {
  const lines = textAt(file)
    .split('\n')
    .filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function textAt(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
