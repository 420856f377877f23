import {
  temporaryRepository,
  type TemporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from './run-main.ts';

/** A repository with one commit, and a command line that is started in it. @param command The words that it begins with. */
export function committedRepository(
  files: Readonly<Record<string, string>>,
  ...command: readonly string[]
): {
  readonly repository: TemporaryRepository;
  readonly run: (...args: readonly string[]) => ReturnType<typeof runMain>;
} {
  const repository = temporaryRepository();
  repository.commit(files);
  return { repository, run: (...args) => runMain([...command, ...args], { cwd: repository.root }) };
}
