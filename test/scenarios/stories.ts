import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** One scenario folder: a small repository and what every surface must say of it. */
export interface Story {
  readonly name: string;
  readonly title: string;
  /** Absolute folder that holds the working tree. */
  readonly folder: string;
  readonly files: Readonly<Record<string, string>>;
  readonly findings: readonly StoryFinding[];
  /** What is found before these when every file is part of a change. */
  readonly changeFindings: readonly StoryFinding[];
  readonly fixed: Readonly<Record<string, string>> | undefined;
}

/** The part of a finding that every surface shows; lines and columns count from 1. */
export interface StoryFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
}

interface StoryFile extends Pick<Story, 'title' | 'findings'> {
  readonly change_findings?: Story['changeFindings'];
  readonly fixed?: Story['fixed'];
}

const SCENARIOS = fileURLToPath(new URL('.', import.meta.url));

export function readStories(): readonly Story[] {
  return readdirSync(SCENARIOS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readStory(name));
}

function readStory(name: string): Story {
  const folder = path.join(SCENARIOS, name, 'files');
  const story: StoryFile = JSON.parse(readFileSync(path.join(SCENARIOS, name, 'story.json'), 'utf8'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file, 'utf8')] as const);
  const { title, findings, change_findings: changeFindings = [], fixed } = story;
  return { name, folder, title, findings, changeFindings, fixed, files: Object.fromEntries(files) };
}
