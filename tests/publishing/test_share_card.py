"""The picture that other sites show beside a link: its size, what it keeps in sight, and that it is there."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image as Picture

from streamcms.publishing.artwork.share import SIZE, share_card
from streamcms.publishing.artwork.tone import tone_of
from streamcms.publishing.image_files import missing_renditions, store_image, write_missing_renditions
from tests.factories import make_image, make_movie, make_page, make_person

RED, BLUE = (200, 20, 20), (20, 20, 200)


def original(width, height, split=False):
    """Red, with a blue half on the right if split."""
    picture = Picture.new("RGB", (width, height), RED)
    if split:
        picture.paste(BLUE, (width // 2, 0, width, height))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=95)
    return stream.getvalue()


def opened(data):
    with Picture.open(io.BytesIO(data)) as file:
        return file.convert("RGB")


@pytest.mark.parametrize("size", [(1920, 1080), (3000, 1000), (800, 600), (400, 600), (100, 100), (1200, 630)])
def test_card_has_the_size_that_other_sites_expect(size):
    assert opened(share_card(original(*size), tone=0)).size == SIZE == (1200, 630)


def test_wide_picture_fills_the_card_around_its_focus():
    data = original(4000, 1000, split=True)

    colours = [opened(share_card(data, 0, (x, 0.5))).getpixel((600, 300)) for x in (0, 1)]

    assert [colour[0] > colour[2] for colour in colours] == [True, False]


def test_poster_stands_whole_on_a_ground_of_its_tone():
    tone = tone_of(Picture.new("RGB", (32, 32), RED))

    card = opened(share_card(original(400, 600), tone))

    assert card.getpixel((600, 315)) == pytest.approx(RED, abs=6)
    assert card.getpixel((600, 5)) == pytest.approx(card.getpixel((5, 315)), abs=6)
    assert card.getpixel((5, 315)) != pytest.approx(RED, abs=6)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_card_is_made_on_arrival_and_again_for_another_focus(client):
    image = store_image(original(1600, 900), "backdrop")

    assert opened(client.get(image.share_url).getvalue()).size == SIZE

    image.focal_point = 3
    assert missing_renditions(image) == {f"{image.key}/share-3.jpg"}
    assert write_missing_renditions(image) == 1
    assert default_storage.exists(f"{image.key}/share-3.jpg")


@pytest.mark.django_db
@pytest.mark.usefixtures("own_files")
def test_logo_has_no_card():
    image = store_image(original(800, 400), "logo")

    assert image.share_name == ""
    assert missing_renditions(image) == set()


@pytest.mark.django_db
def test_each_page_names_its_card_or_the_sites_own(client):
    backdrop, portrait = make_image("backdrop", alternative_text="A street"), make_image("portrait")
    make_movie("Heat", backdrop=backdrop, poster=make_image())
    make_person("Star", portrait=portrait)
    make_page("About")

    for address, card in (
        ("/movies/heat/", f"/media/{backdrop.key}/share-40.jpg"),
        ("/people/star/", f"/media/{portrait.key}/share-40.jpg"),
        ("/about/", "/static/img/share.png"),
    ):
        html = client.get(address).content.decode()
        assert html.count('og:image"') == 1, address
        assert f'<meta property="og:image" content="http://testserver{card}">' in html, address
        assert '<meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">' in html
        assert '<meta name="twitter:card" content="summary_large_image">' in html
