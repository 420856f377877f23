/** Options of `pip-compile` that take the next word for their value. */
export const PIP_COMPILE_VALUES: ReadonlySet<string> = optionNames(`
  -c -f -i -o -P --annotation-style --build-deps-for --cache-dir --cert --client-cert --config
  --constraint --extra --extra-index-url --find-links --group --index-url --max-rounds --newline
  --output-file --pip-args --python-executable --resolver --trusted-host --unsafe-package
  --upgrade-package --uploaded-prior-to
`);

/** Options of `uv` that take the next word for their value, of `uv pip compile` and `uv export` alike. */
export const UV_VALUES: ReadonlySet<string> = optionNames(`
  -b -c -C -f -i -o -p -P --allow-insecure-host --annotation-style --build-constraint
  --build-constraints --cache-dir --cert --client-cert --color --config --config-file
  --config-setting --config-setting-package --config-settings --config-settings-package
  --constraint --constraints --custom-compile-command --default-index --directory --exclude
  --exclude-newer --exclude-newer-package --excludes --extra --extra-index-url --find-links
  --fork-strategy --format --group --index --index-strategy --index-url --keyring-provider
  --link-mode --max-rounds --no-binary --no-binary-package --no-build-isolation-package
  --no-build-package --no-editable-package --no-emit-package --no-extra --no-group
  --no-install-package --no-sources-package --only-binary --only-emit-package --only-group
  --only-install-package --output-file --override --overrides --package --pip-args --prerelease
  --preview-feature --preview-features --project --prune --python --python-fetch --python-platform
  --python-preference --python-version --refresh-package --resolution --resolver --script
  --torch-backend --trusted-host --unsafe-package --upgrade-group --upgrade-package
`);

function optionNames(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
