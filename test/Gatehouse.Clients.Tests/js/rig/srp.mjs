// The client's half of SRP, written from its description with big integers alone, apart from both the server and Amplify.
import { createHash, createHmac, randomBytes } from 'node:crypto';

const N = BigInt('0x' + `
  FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437
  4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF05
  98DA48361C55D39A69163FA8FD24CF5F83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA18217C32905E462E36CE3B
  E39E772C180E86039B2783A2EC07A28FB5C55DF06F4C52C9DE2BCBF6955817183995497CEA956AE515D2261898FA051015728E5A8AAAC42DAD33170D04507A33
  A85521ABDF1CBA64ECFB850458DBEF0A8AEA71575D060C7DB3970F85A6E1E4C7ABF5AE8CDB0933D71E8C94E04A25619DCEE3D2261AD2EE6BF12FFA06D98A0864
  D87602733EC86A64521F2B18177B200CBBE117577A615D6C770988C0BAD946E208E24FA074E5AB3143DB5BFCE0FD108E4B82D120A93AD2CAFFFFFFFFFFFFFFFF
`.replace(/\s/g, ''));
const g = 2n;

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const hmac = (key, ...parts) => parts.reduce((mac, part) => mac.update(part), createHmac('sha256', key)).digest();
const number = (bytes) => BigInt('0x' + bytes.toString('hex'));

// Shortest even form, with a zero byte before a set top bit.
function pad(value) {
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : '0' + hex;
  return Buffer.from(/^[89a-f]/.test(even) ? '00' + even : even, 'hex');
}

function power(base, exponent) {
  let result = 1n;
  for (let b = base % N, e = exponent; e > 0n; e >>= 1n, b = (b * b) % N) if (e & 1n) result = (result * b) % N;
  return result;
}

/** The moment in the form that is signed; the day has no leading zero. */
export function timestamp(now = new Date()) {
  const [weekday, , month] = now.toUTCString().replace(',', '').split(' ');
  return `${weekday} ${month} ${now.getUTCDate()} ${now.toISOString().slice(11, 19)} UTC ${now.getUTCFullYear()}`;
}

/** Begins an exchange: the A to send, and what answers the challenge PASSWORD_VERIFIER. */
export const begin = (poolId, password) => exchange(poolId.split('_')[1], password);

/** What a new device makes up and sends with ConfirmDevice, and its half of the exchange when it comes again. */
export function device({ DeviceKey, DeviceGroupKey }) {
  const [password, salt] = [randomBytes(40).toString('base64'), number(randomBytes(16))];
  const verifier = power(g, number(sha256(pad(salt), sha256(`${DeviceGroupKey}${DeviceKey}:${password}`))));
  const prove = (ask) => (parameters) => {
    const { PASSWORD_CLAIM_SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE, TIMESTAMP } = ask.answer({ ...parameters, USER_ID_FOR_SRP: DeviceKey });
    return { USERNAME: parameters.USERNAME, DEVICE_KEY: DeviceKey, PASSWORD_CLAIM_SECRET_BLOCK, PASSWORD_CLAIM_SIGNATURE, TIMESTAMP };
  };
  return {
    config: { Salt: pad(salt).toString('base64'), PasswordVerifier: pad(verifier).toString('base64') },
    begin() {
      const ask = exchange(DeviceGroupKey, password);
      return { A: ask.A, answer: prove(ask) };
    },
  };
}

function exchange(poolName, password) {
  const a = number(randomBytes(32));
  const A = power(g, a);
  return { A: A.toString(16), answer: (parameters, at = timestamp()) => answer(poolName, password, a, A, parameters, at) };
}

function answer(poolName, password, a, A, { SALT, SRP_B, SECRET_BLOCK, USER_ID_FOR_SRP: userId }, at) {
  const B = BigInt('0x' + SRP_B);
  const k = number(sha256(pad(N), pad(g)));
  const u = number(sha256(pad(A), pad(B)));
  const x = number(sha256(pad(BigInt('0x' + SALT)), sha256(`${poolName}${userId}:${password}`)));
  const base = (((B - k * power(g, x)) % N) + N) % N;
  const S = power(base, a + u * x);
  const key = hmac(hmac(pad(u), pad(S)), 'Caldera Derived Key', Buffer.from([1])).subarray(0, 16);
  return {
    USERNAME: userId,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: hmac(key, poolName, userId, Buffer.from(SECRET_BLOCK, 'base64'), at).toString('base64'),
    TIMESTAMP: at,
  };
}

/** What proves a client's secret beside a user name. */
export const secretHash = (secret, username, clientId) => createHmac('sha256', secret).update(username + clientId).digest('base64');
