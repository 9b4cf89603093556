let context: AudioContext | undefined;

/** A short soft tone of two notes, made here: no file to fetch. Silent until somebody has touched the page. */
export async function playTone(): Promise<void> {
  context ??= new AudioContext();
  if (context.state === 'suspended') await context.resume().catch(() => {});
  if (context.state !== 'running') return;
  const begin = context.currentTime;
  for (const [place, pitch] of [659.25, 880].entries()) {
    const at = begin + place * 0.11;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = 'sine';
    tone.frequency.value = pitch;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.012);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.32);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.34);
  }
}
