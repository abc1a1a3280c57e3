"""Texts of links that are no title ("read more", "12 comments") or that lead to the next page."""

from __future__ import annotations

import re

#: What stands around the words of a link: arrows, bullets, dots, numbers.
_MARKS = " \t*+•·|:;.,…!()[]{}<>«»‹›→←⟶⇒▶►❯➔↓/\\-–—_&0123456789\u200b\xa0"


def _phrases(text: str) -> frozenset[str]:
    """Split a list of phrases at commas and line ends."""
    return frozenset(phrase.strip() for phrase in text.replace("\n", ",").split(",") if phrase.strip())


_MORE = _phrases("""
    more, read more, read on, read full story, read the full story, full story, read article
    read the article, read this, continue reading, keep reading, see more, view more, show more, learn more
    find out more, load more, more info, view all, see all, view, watch, watch now, watch video, listen
    click here, here, details, go, open, ver más, ver mas, leer más, leer mas, leer nota, leer noticia
    seguir leyendo, sigue leyendo, continuar leyendo, más información, mas informacion, más, mas, ver todo
    ver todas, ver nota, ampliar, leer, lire la suite, lire plus, lire l'article, lire l’article, lire
    en savoir plus, voir plus, plus, la suite, tout voir, voir tout, mehr, weiterlesen, mehr lesen
    mehr erfahren, zum artikel, artikel lesen, jetzt lesen, mehr dazu, mehr anzeigen, alle anzeigen, weitere
    lesen sie mehr, hier, leia mais, ler mais, saiba mais, veja mais, ver mais, continue lendo
    continuar lendo, continuar a ler, mais, leggi, leggi tutto, leggi di più, leggi l'articolo, continua
    continua a leggere, di più, scopri di più, altro, lees meer, lees verder, meer lezen, meer, verder lezen
    bekijk alles, toon meer, läs mer, läs vidare, läs hela artikeln, visa mer, mer, les mer, les saken
    les også, vis mer, læs mere, mere, se mere, lue lisää, lisää, näytä lisää, loe edasi, lasīt vairāk
    skaityti daugiau, czytaj, czytaj więcej, czytaj dalej, więcej, zobacz więcej, číst více, číst dál, více
    celý článek, čítať ďalej, viac, tovább, bővebben, tovább olvasom, citește mai mult, citeste mai mult
    mai mult, vezi mai mult, detalii, pročitaj više, više, opširnije, preberi več, več, lexo më shumë
    читать, читать далее, читать дальше, читать полностью, подробнее, далее, ещё, еще, показать ещё
    все новости, читати далі, читати, детальніше, докладніше, ще, прочети още, още, виж още, прочитај више
    више, опширније, διαβάστε περισσότερα, περισσότερα, συνέχεια, δείτε περισσότερα, devamı, devamını oku
    devam, daha fazla, haberin devamı, detaylar, tümü, tümünü gör, baca selengkapnya, selengkapnya
    baca juga, baca lagi, lanjut membaca, lihat semua, lagi, xem thêm, đọc tiếp, chi tiết, xem tiếp, อ่านต่อ
    อ่านเพิ่มเติม, ดูเพิ่มเติม, ดูทั้งหมด, 続きを読む, もっと見る, もっと読む, 詳細, 詳しく, 詳しくはこちら
    記事を読む, 一覧, 一覧を見る, すべて見る, 更多, 阅读全文, 閱讀全文, 阅读更多, 閱讀更多, 查看更多, 全文
    详细, 详情, 繼續閱讀, 继续阅读, 看更多, 點我看更多, 더보기, 더 보기, 자세히 보기, 자세히, 계속 읽기
    기사 보기, 전체보기, اقرأ المزيد, المزيد, قراءة المزيد, تابع القراءة, التفاصيل, للمزيد, بیشتر
    ادامه مطلب, بیشتر بخوانید, مزید پڑھیں, קרא עוד, עוד, להמשך קריאה, לכתבה המלאה, और पढ़ें, पूरा पढ़ें
    विस्तार से पढ़ें, আরও পড়ুন, விரிவாக படிக்க, மேலும், legu pli, legi plu, pli, irakurri gehiago, gehiago
    llegir més, més, ler máis, soma zaidi, funda kabanzi, share, share this, tweet, facebook, twitter
    whatsapp, email, e-mail, print, compartir, partager, teilen, compartilhar, condividi, delen, dela, del
    paylaş, поделиться, photo, foto, image, video, vídeo, gallery
""")

_COUNTED = (
    r"comments?|replies|responses?|comentarios?|comentários?|commentaires?|réactions?|kommentare?|kommentarer?"
    r"|beiträge|commenti|commento|reacties?|reaktionen|komentarzy|komentarze|komentarz|komentáře|komentářů"
    r"|hozzászólás|comentarii|komentara|komentari|комментари\w{1,3}|коментар\w{0,3}|σχόλια|σχόλιο|yorum|yorumlar"
    r"|komentar|bình luận|ความคิดเห็น|コメント|评论|評論|留言|댓글|تعليقات|تعليق|תגובות"
    r"|komentoj|shares?|views?|likes?"
    r"|leave a comment|add a comment|no comments|post a comment|deja un comentario|laisser un commentaire"
    r"|kommentar schreiben|deixe um comentário|lascia un commento|min read|minutes? read|sin comentarios"
)
_COUNT = re.compile(rf"[\W\d]*(?:{_COUNTED})?[\W\d]*", re.IGNORECASE)

_NEXT = _phrases("""
    next, next page, older, older posts, older entries, older articles, older stories, more stories
    next posts, siguiente, página siguiente, pagina siguiente, siguientes, próxima, próximo, próxima página
    entradas antiguas, entradas anteriores, noticias anteriores, artículos anteriores, más antiguas
    seguinte, página seguinte, próximas, postagens mais antigas, mais antigas, suivant, suivante
    page suivante, suivants, articles plus anciens, weiter, nächste, nächste seite, vorwärts
    ältere beiträge, ältere artikel, ältere, ältere einträge, successivo, successiva, pagina successiva
    avanti, prossima, articoli precedenti, volgende, volgende pagina, oudere berichten, nästa, nästa sida
    äldre inlägg, neste, neste side, eldre innlegg, næste, næste side, ældre, seuraava, seuraava sivu
    vanhemmat, następna, następny, następna strona, dalej, starsze wpisy, další, další strana, následující
    starší články, ďalej, ďalšia, következő, régebbi bejegyzések, următoarea, următorul, pagina următoare
    sljedeća, sledeća, starije, naslednja, следующая, следующая страница, вперёд, вперед, дальше, наступна
    наступна сторінка, следваща, επόμενη, επόμενο, παλαιότερα, sonraki, sonraki sayfa, ileri, eski yazılar
    berikutnya, selanjutnya, halaman berikutnya, lebih lama, trang sau, tiếp, tiếp theo, ถัดไป, หน้าถัดไป
    次へ, 次, 次のページ, 次ページ, 前の記事一覧, 下一页, 下一頁, 下页, 下頁, 后页, 다음, 다음 페이지
    다음페이지, التالي, التالية, الصفحة التالية, صفحه بعد, بعدی, صفحه بعدی, הבא, הבאה, לעמוד הבא, अगला
    अगला पेज, পরবর্তী, sekva, sekvanta, hurrengoa, següent
""")
_ARROWS = frozenset([">", "»", "›", "→", ">>", "››", "⟩", "▶", "►", "❯", "&gt;", "&raquo;"])


def is_generic(text: str) -> bool:
    """Tell whether a link's text says nothing of where it leads: it is empty, a call to read or a count."""
    if not text or len(text) > 60:
        return not text
    return _COUNT.fullmatch(text) is not None or text.strip(_MARKS).lower() in _MORE


def is_next(text: str) -> bool:
    """Tell whether a link's text names the next page, in one of the languages known."""
    return len(text) <= 60 and text.strip(_MARKS).lower() in _NEXT


def is_arrow(text: str) -> bool:
    """Tell whether a link's text is only an arrow forward."""
    return text.replace(" ", "") in _ARROWS
