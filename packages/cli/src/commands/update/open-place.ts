import { placesTo } from '@lockkeeper/host-node/read';
import { othersMayWrite } from '@lockkeeper/policy-core/update';

/** The first place on the way to a file that others than root and this user may change; `undefined`: none. */
export async function openPlace(file: string, trusted?: string): Promise<string | undefined> {
  const user = process.getuid?.();
  // Without users nobody is another one. Updates need Linux.
  if (user === undefined) return undefined;
  return (await placesTo(file, trusted)).find((place) => othersMayWrite(place, user))?.path;
}
