/** One that takes no further option in the text names no profile yet. */
const COMMAND = /\blockkeeper update [a-z]+(?:-[a-z]+)*(?: --(?:ack|interactive))?(?![a-z-]| --)/g;

/** A text whose commands name a profile, so that whoever copies them needs nothing else. */
export function withProfile(text: string, profile: string): string {
  return text.replaceAll(COMMAND, (command) => `${command} --profile ${profile}`);
}
