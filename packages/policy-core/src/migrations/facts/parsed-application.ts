import { needsPythonParser } from '../ownership/read-code.ts';
import type { Observations } from '../../model/observations.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { applicationFiles } from './application-files.ts';

type Seen = Pick<Observations, 'focus' | 'change' | 'listing' | 'files'>;

/** Whether one of the files that were read takes the Python parser. */
export function parsesApplication(policy: MigrationsSection, seen: Seen): boolean {
  return applicationFiles(policy, seen).some((path) => {
    const content = Object.hasOwn(seen.files, path) ? seen.files[path] : undefined;
    return (
      content?.known === true && content.value.kind === 'text' && needsPythonParser(path, content.value.text)
    );
  });
}
