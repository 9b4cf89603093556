import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';

/*
 * A device with passkeys, in software: it does what WebAuthn level 3 asks of an authenticator and of the
 * browser before it, and also what an attacker's would do.
 */

type Question = { attemptId: string; options: Record<string, unknown> };
type Bent = {
  /** The page the browser says it is on. */
  origin?: string;
  /** Whether the device knew its holder. */
  verified?: boolean;
  counter?: number;
  userHandle?: string;
};

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();
const url = (bytes: Uint8Array | string): string => Buffer.from(bytes).toString('base64url');

export class Authenticator {
  readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  private counter = 0;
  private readonly origin: string;
  private userHandle = '';

  constructor(origin: string) {
    this.origin = origin;
  }

  private clientData(type: 'create' | 'get', challenge: unknown, origin = this.origin): Buffer {
    return Buffer.from(JSON.stringify({ type: `webauthn.${type}`, challenge, origin, crossOrigin: false }));
  }

  /** RP id hash, flags, counter (section 6.1), and the new key if there is one. */
  private data(rpId: string, { verified = true, counter }: Bent, key?: Buffer): Buffer {
    const flags = 0x01 | (verified ? 0x04 : 0) | (key ? 0x40 : 0);
    const count = Buffer.alloc(4);
    this.counter = counter ?? this.counter + 1;
    count.writeUInt32BE(this.counter);
    return Buffer.concat([sha256(rpId), Buffer.of(flags), count, key ?? Buffer.alloc(0)]);
  }

  /** Answers "make a passkey". */
  make({ attemptId, options }: Question, bent: Bent = {}) {
    const { rp, user, challenge } = options as {
      rp: { id: string };
      user: { id: string };
      challenge: string;
    };
    this.userHandle = user.id;
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    // COSE EC2 key (RFC 9053, section 7.1.1), CBOR by hand.
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const length = Buffer.of(0, this.id.length);
    const data = this.data(rp.id, bent, Buffer.concat([Buffer.alloc(16), length, this.id, cose]));
    const size = Buffer.of(0x59, data.length >> 8, data.length & 255);
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      size,
      data,
    ]);
    return {
      attemptId,
      name: 'Key ring',
      credential: {
        ...this.named(),
        response: {
          clientDataJSON: url(this.clientData('create', challenge, bent.origin)),
          attestationObject: url(attestationObject),
          transports: ['internal'],
        },
      },
    };
  }

  /** Answers "who are you". */
  prove({ attemptId, options }: Question, bent: Bent = {}) {
    const { rpId, challenge } = options as { rpId: string; challenge: string };
    const clientData = this.clientData('get', challenge, bent.origin);
    const data = this.data(rpId, bent);
    const signature = createSign('sha256')
      .update(Buffer.concat([data, sha256(clientData)]))
      .sign(this.keys.privateKey);
    return {
      attemptId,
      credential: {
        ...this.named(),
        response: {
          clientDataJSON: url(clientData),
          authenticatorData: url(data),
          signature: url(signature),
          userHandle: bent.userHandle ?? this.userHandle,
        },
      },
    };
  }

  private named() {
    return {
      id: url(this.id),
      rawId: url(this.id),
      type: 'public-key',
      clientExtensionResults: {},
    };
  }
}
