import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { unseenFile } from '../../engine/unseen-file.ts';
import { modelMetadata } from '../facts/model-metadata.ts';

export const modelsInMetadata = defineRule({
  id: 'migrations/models-in-metadata',
  summary: 'Alembic is given the metadata of every file of models.',
  defaultSeverity: 'error',
  subjects: modelMetadata,

  options: NO_OPTIONS,

  messages: {
    nothing:
      'Alembic is given no metadata here, so that autogenerate sees no models. Set target_metadata to that of {model}.',
    base: 'The metadata of {model} is not among those that Alembic is given, so that autogenerate drops its tables. Add its Base to target_metadata.',
    import:
      '{model} is not imported, so that its tables are unknown to the metadata and autogenerate drops them. Import it.',
    unseen: 'It cannot be told which metadata {path} gives to Alembic.',
  },

  *check(_get, { path, lacks }) {
    if (!lacks.known) {
      yield unseenFile('unseen', path, lacks.reason);
      return;
    }
    for (const { kind, model, at } of lacks.value) {
      yield { kind: 'violation', messageId: kind, data: { model }, at };
    }
  },
});
