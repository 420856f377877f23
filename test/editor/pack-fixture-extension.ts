import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import JSZip from 'jszip';

/** Packs an extension that needs no build into the `.vsix` form, without the packaging tool and its start-up time. */
export async function packFixtureExtension(folder: string, vsix: string): Promise<void> {
  const archive = new JSZip();
  for (const file of readdirSync(folder))
    archive.file(`extension/${file}`, readFileSync(path.join(folder, file)));
  archive.file('extension.vsixmanifest', manifestOf(readFileSync(path.join(folder, 'package.json'), 'utf8')));
  archive.file('[Content_Types].xml', CONTENT_TYPES);
  writeFileSync(vsix, await archive.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }));
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
  <Default Extension=".json" ContentType="application/json"/>
  <Default Extension=".cjs" ContentType="application/javascript"/>
  <Default Extension=".svg" ContentType="image/svg+xml"/>
  <Default Extension=".vsixmanifest" ContentType="text/xml"/>
</Types>`;

function manifestOf(packageJson: string): string {
  const { name, publisher, version, displayName, engines }: ExtensionPackage = JSON.parse(packageJson);
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id="${name}" Version="${version}" Publisher="${publisher}"/>
    <DisplayName>${displayName}</DisplayName>
    <Properties><Property Id="Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"/></Properties>
  </Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
  <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true"/></Assets>
</PackageManifest>`;
}

interface ExtensionPackage {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly displayName: string;
  readonly engines: { readonly vscode: string };
}
