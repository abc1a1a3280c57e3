"""Words that tell what stands under an address, in the languages that news sites use in paths.

All are in lower case and without accents, as addresses print them. Each set tells what a segment of a path,
or one of its words, means.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: A segment that leads a list or a tool; nothing under it is an article.
LISTS = _words("""
    tag tags etiqueta etiquetas etichetta mot-cle mots-cles stichwort schlagwort schlagworte schlagwoerter
    trefwoord emneord keyword keywords hashtag stitek tagy etiket etiketler search-results searchresults
    profile profiles profil profilo perfil user users usuario usuarios user-profile search suche suchen
    suchergebnis buscar busca busqueda buscador rechercher ricerca zoeken szukaj hledat hledani sok soeg
    haku arama cari poisk kereses cautare login log-in logout signin sign-in signup sign-up register
    registrierung registrieren registro registrarse connexion inscription accedi anmelden anmeldung
    abmelden einloggen entrar logowanie rejestracja prihlaseni account accounts konto mein-konto mi-cuenta
    mon-compte compte cuenta my-account myaccount user-account password passwort auth oauth sso subscribe
    subscription subscriptions subscriber suscripcion suscripciones suscribirse suscriptores abonnieren
    abonneren assinatura assine abbonamenti abbonamento abonelik cart basket checkout warenkorb carrito
    panier carrello webshop feed feeds rss atom rss-feeds rss-feed newsletter newsletters boletin
    boletines infolettre wp-admin wp-login wp-content wp-json wp-includes cgi-bin api ajax cdn-cgi assets
    static sitemap sitemaps site-map plan-du-site mapa-del-sitio mapa-do-site mappa-del-sito mapa-web
""")

#: A segment that leads a list as a rule; articles stand under it only with better signs of their own.
SECTIONS = _words("""
    category categories categoria categorias categorie kategorie kategorien kategori kategoria kategorija
    cat rubrik rubriken rubrique rubriques rubrica rubriek rubrika sekce section sections seccion
    secciones sezione topic topics tema temas temi thema themen theme themes emne emner hot-topics tagged
    label dossier dossiers redaktion team staff people person persons personne member members mitglied
    journalist journalists shop store boutique tienda loja negozio winkel product products produkt
    produkte producto productos produit produits produtos prodotti pricing solutions solution platform
    platforms software tools tool events event share comments comment comentarios kommentare forum forums
    foro foros community jobs stellenangebote stellenmarkt karriere careers career empleo empleos carriere
    vacatures horoscope horoskop horoscopo oroscopo tv-programm fernsehprogramm tv-guide kreuzwortraetsel
    sudoku gutscheine gutschein coupons coupon codes-promo descuentos kortingscode rabattkoder cupons
    deals abo abonnement abonnements abonament prenumerera abonner about about-us ueber-uns company
    unternehmen service services author authors autor autores autoren auteur auteurs autore autori autora
    autorin redakteur journaliste journalistes columnist columnists columnista columnistas firmas
    contributor contributors writer writers yazar yazarlar reporter reporters
""")

#: A segment under which articles stand; something must follow it.
ARTICLES = _words("""
    article articles articleshow articolo articoli articulo articulos artigo artigos artikel artikkel
    artikler artykul artikeln artikkeli articol articole statya statja stati cikk clanek clanak clanok
    story stories storia historia historias story-behind noticia noticia-detalle noticias-detalle notizia
    nota notas post posts entry beitrag beitraege berichte bericht meldung meldungen nieuwsbericht
    nachricht pressemitteilung newsdetail news-detail news-details newsroom-detail newsview artview haber
    haberi berita-detail read lesen blog blogs blogpost blog-post weblog column kolumne opinion-piece
    release press-release press-releases communique pressrelease guide guides how-to tutorial tutorials
    recipe recipes rezept rezepte recette receta content contenido cnt doc detail details materials
    insight insights
""")

#: A segment that names news as such: articles stand under it, and sections as well.
NEWS = _words("""
    news newsroom noticias nachrichten actualite actualites actu actus info infos notizie nieuws nyheter
    nyheder uutiset aktuality aktualnosci wiadomosci zpravy spravy vijesti vesti novosti haberler berita
    tin-tuc novice naujienos uudised zinas hirek stiri lajmi eidiseis aktuell aktuelles presse press media
    magazine magazin resources learn features reviews review report reports analysis kommentar opinion
    opinions archive archives archiv archivo archivos arquivo archivio archief arkiv arsiv hemeroteca
""")

#: A page about the site or a service of it, where these are all the words of its name that matter.
STATIC = _words("""
    about contact contacts contactus impressum imprint privacy policy policies terms conditions legal
    cookie cookies disclaimer accessibility barrierefreiheit copyright licence license licensing faq faqs
    help support feedback masthead advertise advertising advertisement mediadaten mediakit kit werbung
    werben publicite publicidad publicidade pubblicita reklama reklam annonser annonce ads adchoices
    sponsorship partners partner corrections datenschutz datenschutzerklaerung datenschutzhinweise
    datenschutzeinstellungen nutzungsbedingungen agb kontakt kontakte ueber uber widerruf
    widerrufsbelehrung hilfe cookierichtlinie privatsphaere transparenz erklaerung mentions legales
    confidentialite utilisation generales propos aide donnees personnelles accessibilite aviso privacidad
    politica terminos condiciones contacto quienes somos acerca nosotros ayuda accesibilidad uso
    privacidade termos contato contactos sobre ajuda quem condicoes servico informativa contatti siamo chi
    note legali termini condizioni accessibilita aiuto over ons privacyverklaring privacybeleid
    voorwaarden gebruiksvoorwaarden algemene colofon disclaimers om oss personvern integritetspolicy
    kundeservice kundservice kundecenter tietosuoja yhteystiedot palaute redakce ochrana osobnich udaju
    podminky kontakty regulamin prywatnosci polityka redakcja hakkimizda iletisim kunye gizlilik kullanim
    kosullari o-nas o-kompanii redakciya pravila settings preferences einstellungen preferencias rights
    opt-out donotsell notice statement statements service services customer mission guidelines standards
    ethics code ownership unsubscribe download app apps donate spenden press-kit delivery epaper e-paper
    eepaper ezeitung kiosk index home homepage startseite default accueil inicio portada mobile widget
    widgets
""")

#: Words that no headline of a few words holds: with one of them a short name is about the site.
NOTICES = _words("""
    impressum imprint datenschutz datenschutzerklaerung datenschutzhinweise nutzungsbedingungen
    geschaeftsbedingungen agb prywatnosci regulamin privacidad privacidade confidentialite mentions
    disclaimer copyright accessibility integritetspolicy personvern privacybeleid privacyverklaring
    voorwaarden cookie cookies rss feeds newsletter newsletters subscribe signup login startseite homepage
    advertise faq
""")

#: Words between the others of a name, which don't count.
FILLERS = _words("""
    us our the of and for your my we a to with in on at site website page do not sell info information und
    der die das zu uns wir fuer de la le les des du et d l nous qui el los las y e con da di della dei van
    het en o i se oss vi om
""")

#: Parameters that carry the identity of an article where the path does not.
ID_PARAMS = _words("""
    id p aid artid articleid article_id article artikel artikelid newsid news_id nid idnoticia id_noticia
    idnota id_article idarticle noticia nota story storyid story_id sid itemid item_id contentid
    content_id docid doc_id postid post_id idx no num seq arcid cid oid idxno newsno uid
""")

#: Endings of files that hold no article text.
FILES = _words("""
    jpg jpeg png gif webp avif svg ico bmp tif tiff mp3 mp4 m4a m4v ogg oga ogv wav avi mov webm wmv flv
    m3u8 pdf doc docx xls xlsx ppt pptx odt epub mobi zip gz tgz rar 7z tar dmg exe apk css js mjs json
    xml rss atom rdf txt csv ics woff woff2 ttf eot map vcf webmanifest
""")

#: Endings of pages.
PAGES = _words("html htm xhtml shtml php php3 asp aspx jsp jspx do cfm phtml ghtml amp dhtml cms ece stm")

#: Parameters of a search, or of a page of a list.
LIST_PARAMS = _words("""
    page paged pagina seite s q query search buscar suche offset start replytocom add-to-cart
""")
