import { updateRefusalText } from '../verify/update-refusal.ts';
import { holdsPassword } from './remote-address.ts';
import type { UpdateConfigReading } from './update-config.ts';
import type { UpdateKey } from './update-schema.ts';

/** Something about settings that are valid, and that somebody may not expect. */
export interface UpdateAdvice {
  readonly id:
    | 'main-verifies-commits'
    | 'unsigned-updates'
    | 'switched-off'
    | 'never-restarts'
    | 'remote-password';
  /** The key that it is about. */
  readonly key: UpdateKey;
  readonly message: string;
}

/** What is said of settings that hold together. */
export function lintUpdateConfig({
  settings,
}: Extract<UpdateConfigReading, { kind: 'config' }>): readonly UpdateAdvice[] {
  const { channel, require_signed_tags: isSigned, enabled, auto_restart: restarts, remote } = settings;
  const found: readonly (UpdateAdvice | false)[] = [
    channel === 'main' &&
      isSigned && {
        id: 'main-verifies-commits',
        key: 'channel',
        message:
          'Channel main has no tags, so require_signed_tags verifies the signature of the commit. Sign every commit of main, or use channel stable.',
      },
    !isSigned && {
      id: 'unsigned-updates',
      key: 'require_signed_tags',
      message:
        'Anybody who can push runs code on this host. Set require_signed_tags = true and pin the keys of your releasers.',
    },
    !enabled && {
      id: 'switched-off',
      key: 'enabled',
      message: 'This host does not update itself. Set enabled = true or BOT_AUTO_UPDATE=1 to change that.',
    },
    enabled &&
      !restarts && {
        id: 'never-restarts',
        key: 'auto_restart',
        message: 'Updates are staged and never applied. Apply them by hand, or set auto_restart = true.',
      },
    remote !== undefined &&
      holdsPassword(remote) && {
        id: 'remote-password',
        key: 'remote',
        message: updateRefusalText({ id: 'remote-password', data: {} }),
      },
  ];
  return found.filter((one) => one !== false);
}
