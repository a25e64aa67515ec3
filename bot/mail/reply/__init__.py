"""What a person newly wrote in a mail, apart from quotation, signature, footers and banners."""

from bot.mail.reply.split import split_reply

__all__ = ["split_reply"]
