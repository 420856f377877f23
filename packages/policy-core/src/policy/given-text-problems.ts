import { nearestWord } from './nearest-word.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { PolicyProblem } from './policy.ts';
import type { WrittenDriver } from './schema/driver-schema.ts';
import type { WrittenProbe } from './schema/probe-schema.ts';
import { secretSign } from './secret-sign.ts';
import type { PolicySourceText, Steps } from './source/policy-text.ts';
import { writtenPlaces, type WrittenPlace } from './written-services.ts';

/** What is replaced in the words of a deploy. */
const PLACEHOLDERS = ['sha', 'key', 'token'];

/** Secrets in what programs, databases and people are given, and words in braces that nothing replaces. */
export function givenTextProblems(file: PolicyFile, source: PolicySourceText): readonly PolicyProblem[] {
  return writtenPlaces(file)
    .flatMap((place) => [...textsOf(place).flatMap(problemsOfText), ...untoldCommit(place)])
    .map(({ message, steps }) => ({ message, at: source.spanOf(steps) }));
}

interface Problem {
  readonly message: string;
  readonly steps: Steps;
}

interface GivenText {
  readonly text: string;
  readonly steps: Steps;
  /** Names that may stand in it in braces; `undefined`: braces mean nothing. */
  readonly placeholders: readonly string[] | undefined;
}

function textsOf({ written: { driver, probes = [] }, steps }: WrittenPlace): readonly GivenText[] {
  return [
    ...(driver === undefined ? [] : textsOfDriver(driver, [...steps, 'driver'])),
    ...probes.flatMap((probe, index) => textsOfProbe(probe, [...steps, 'probes', index])),
  ];
}

function textsOfDriver(driver: WrittenDriver, steps: Steps): readonly GivenText[] {
  switch (driver.kind) {
    case 'command':
      return [
        ...listed(driver.deploy, [...steps, 'deploy'], PLACEHOLDERS),
        ...(['current', 'list', 'auto_deploy'] as const).flatMap((key) =>
          listed(driver[key] ?? [], [...steps, key], []),
        ),
      ];
    case 'github-actions':
      return [];
    case 'manual':
      return listed(driver.checklist, [...steps, 'checklist'], ['sha']);
  }
}

function textsOfProbe(probe: WrittenProbe, steps: Steps): readonly GivenText[] {
  switch (probe.kind) {
    case 'http':
      return [{ text: probe.url, steps: [...steps, 'url'], placeholders: undefined }];
    case 'sql':
      return [{ text: probe.query ?? '', steps: [...steps, 'query'], placeholders: undefined }];
    case 'command':
      return listed(probe.run, [...steps, 'run'], []);
  }
}

function listed(
  texts: readonly string[],
  steps: Steps,
  placeholders: readonly string[],
): readonly GivenText[] {
  return texts.map((text, index) => ({ text, steps: [...steps, index], placeholders }));
}

function problemsOfText({ text, steps, placeholders }: GivenText): readonly Problem[] {
  const sign = text
    .split(/[\s=,;"']+/)
    .map(secretSign)
    .find((one) => one !== undefined);
  if (sign !== undefined) {
    const message = `A word here ${sign}: no secret belongs in a policy. Take it from the environment of the program.`;
    return [{ message, steps }];
  }
  if (placeholders === undefined) return [];
  return Array.from(text.matchAll(/\{([A-Za-z_]+)\}/g), ([, name = '']) => name)
    .filter((name) => !placeholders.includes(name))
    .map((name) => ({ message: `Nothing replaces {${name}} here. ${adviceFor(name, placeholders)}`, steps }));
}

function adviceFor(name: string, placeholders: readonly string[]): string {
  const nearest = nearestWord(name, placeholders);
  if (nearest !== undefined) return `Did you mean {${nearest}}?`;
  if (placeholders.length === 0) return 'Write the word itself.';
  return `Write ${placeholders.map((one) => `{${one}}`).join(' or ')}, or leave it out.`;
}

function untoldCommit({ written: { driver }, steps }: WrittenPlace): readonly Problem[] {
  if (driver?.kind !== 'command' || driver.deploy.some((word) => word.includes('{sha}'))) return [];
  const message = 'The program is not told which commit to deploy. Add the word {sha}.';
  return [{ message, steps: [...steps, 'driver', 'deploy'] }];
}
