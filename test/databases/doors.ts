import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import tls from 'node:tls';

/** A TCP port of this machine. */
export interface Door {
  readonly port: number;
  readonly close: () => void;
}

export interface Certificate {
  /** Path. */
  readonly file: string;
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly remove: () => void;
}

/** What a client sends before anything else when it wants TLS. */
const WANTS_TLS = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Leads to the socket of a server, over TCP, and over TLS where there is a certificate. */
export function doorTo(
  folder: string,
  { certificate, host = '127.0.0.1' }: { readonly certificate?: Certificate; readonly host?: string } = {},
): Promise<Door> {
  const socket = path.join(folder, '.s.PGSQL.5432');
  return opened(host, (outside) => {
    outside.once('data', (first) => {
      if (!first.equals(WANTS_TLS)) {
        join(outside, socket, first);
        return;
      }
      outside.write(certificate === undefined ? 'N' : 'S');
      if (certificate === undefined) outside.once('data', (next) => join(outside, socket, next));
      else join(new tls.TLSSocket(outside, { isServer: true, ...certificate }), socket);
    });
  });
}

/** Breaks with whoever says these words, which reach the server only later. */
export async function lateDoor(
  folder: string,
  words: string,
): Promise<Door & { readonly letThrough: () => void }> {
  const late: (() => void)[] = [];
  const door = await opened('127.0.0.1', (outside) => {
    const inside = net.connect(path.join(folder, '.s.PGSQL.5432'));
    inside.on('error', () => outside.destroy()).pipe(outside);
    outside.on('data', (chunk) => {
      if (!chunk.includes(words)) {
        inside.write(chunk);
        return;
      }
      late.push(() => inside.end(chunk));
      inside.unpipe(outside);
      outside.resetAndDestroy();
    });
  });
  return {
    ...door,
    letThrough: () => {
      for (const each of late) each();
    },
  };
}

/** Lets everybody in and never says a word. */
export function silentDoor(): Promise<Door> {
  return opened('127.0.0.1', () => undefined);
}

/** Says these bytes to everybody. */
export function sayingDoor(bytes: string): Promise<Door> {
  return opened('127.0.0.1', (outside) => outside.once('data', () => outside.end(bytes)));
}

/** Goes away as soon as somebody has said something. */
export function slammingDoor(): Promise<Door> {
  return opened('127.0.0.1', (outside) => outside.once('data', () => outside.resetAndDestroy()));
}

/** For `localhost` and `127.0.0.1`, signed by itself. */
export function selfSigned(names = 'DNS:localhost,IP:127.0.0.1'): Certificate {
  const folder = mkdtempSync(path.join(tmpdir(), 'lk-tls-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((file) => path.join(folder, file));
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const subject = ['-subj', '/CN=database', '-addext', `subjectAltName=${names}`];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, ...subject, '-keyout', key ?? '', '-out', cert ?? '', '-days', '2'],
    { stdio: 'ignore' },
  );
  return {
    file: cert ?? '',
    cert: readFileSync(cert ?? ''),
    key: readFileSync(key ?? ''),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function opened(host: string, meet: (outside: net.Socket) => void): Promise<Door> {
  const guests = new Set<net.Socket>();
  const server = net.createServer((outside) => {
    guests.add(outside);
    outside.on('error', () => undefined).on('close', () => guests.delete(outside));
    meet(outside);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = () => {
        server.close();
        for (const guest of guests) guest.destroy();
      };
      resolve({ port, close });
    });
  });
}

function join(outside: net.Socket, socket: string, first?: Buffer): void {
  const inside = net.connect(socket);
  inside.on('error', () => outside.destroy()).on('close', () => outside.destroy());
  outside.on('error', () => inside.destroy()).on('close', () => inside.destroy());
  if (first !== undefined) inside.write(first);
  outside.pipe(inside).pipe(outside);
}
