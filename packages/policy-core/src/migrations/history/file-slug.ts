/** A message as part of the name of a file: `validate_fk_orders`. */
export function fileSlug(message: string): string {
  return message.toLowerCase().replaceAll(/\W+/g, '_').slice(0, LONGEST).replace(/_+$/, '');
}

/** As Alembic cuts them. */
const LONGEST = 40;
