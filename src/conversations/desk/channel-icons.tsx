import { AtSign, Globe, type LucideIcon, Mail, MessageCircle, MessagesSquare, Phone } from 'lucide-react';

const icons: Record<string, LucideIcon> = {
  email: Mail,
  chat: MessageCircle,
  messaging: MessagesSquare,
  form: Globe,
  phone: Phone,
  social: AtSign,
};

/** The little picture of the way a conversation came. An unknown channel is a speech bubble. */
export function ChannelIcon({ channel, label }: { channel: string; label: string }) {
  const Icon = icons[channel] ?? MessageCircle;
  return (
    <span role="img" aria-label={label} className="shrink-0 text-ink3">
      <Icon size={13} aria-hidden="true" />
    </span>
  );
}
