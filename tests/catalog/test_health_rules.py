"""Each rule both ways, completeness, and what the office's settings make of it."""

import pytest
from django.utils import timezone

from catalog.health.checkups import check_people, check_titles
from catalog.health.severities import RULES, Severities
from catalog.models import Certification, Health, HealthRule, Movie, TitlesAreTwo, VideoCheck
from tests import factories as make

pytestmark = pytest.mark.django_db

SYNOPSIS = "What happens, told at a length that a viewer can decide by, neither hinted at nor told in full."


def good_picture(role, **fields):
    return make.make_image(role, **({"width": 1000, "height": 1500, "alternative_text": "Words."} | fields))


def make_good_title(kind="movie", **fields):
    """One that breaks no rule."""
    facts = {"synopsis": SYNOPSIS, "poster": good_picture("poster"), "original_language": make.make_language()}
    title = make.make_title(kind, **(facts | fields))
    Certification.objects.create(title=title, country="US", code="R")
    make.make_video(title)
    for number in range(5):
        make.make_credit(title, make_good_person(), character=f"Part {number}")
    make.make_credit(title, make_good_person(), department="directing", job="Director")
    if kind == "show":
        make.make_episode(make.make_season(title), 1, "The first")
    return title


def make_good_person(**fields):
    facts = {"biography": SYNOPSIS, "portrait": good_picture("portrait"), "known_for_department": "acting"}
    return make.make_person(**(facts | fields))


def broken_by(thing):
    severities = Severities.stored()
    checkups = check_titles([thing.pk], severities) if hasattr(thing, "kind") else check_people([thing.pk], severities)
    return [finding.rule.key for finding in checkups[thing.pk].findings]


def finding_of(title, key):
    return next(one for one in check_titles([title.pk], Severities.stored())[title.pk].findings if one.rule.key == key)


def change(title, **fields):
    for name, value in fields.items():
        setattr(title, name, value)
    title.save()


@pytest.mark.parametrize("kind", ["movie", "show"])
def test_a_title_with_everything_breaks_nothing(kind):
    assert broken_by(make_good_title(kind)) == []


def test_a_person_with_everything_breaks_nothing():
    assert broken_by(make_good_person()) == []


def test_rules_have_keys_and_bits_of_their_own():
    assert len({rule.key for rule in RULES}) == len({rule.bit for rule in RULES}) == len(RULES)
    assert all(rule.bit.bit_count() == 1 and rule.bit < 2**63 for rule in RULES)


BREAKING = {
    "poster": lambda title: change(title, poster=None),
    "poster_shape": lambda title: change(title, poster=good_picture("poster", height=1000)),
    "poster_size": lambda title: change(title, poster=good_picture("poster", width=400, height=600)),
    "synopsis": lambda title: change(title, synopsis="Too short."),
    "certification": lambda title: title.certifications.all().delete(),
    "trailer": lambda title: title.videos.update(kind="clip"),
    "trailer_reachable": lambda title: VideoCheck.objects.create(
        host="youtube", reference=title.videos.get().reference, outcome="gone", checked_at=timezone.now()
    ),
    "director": lambda title: title.credits.filter(job="Director").update(job="Casting Director"),
    "cast": lambda title: title.credits.cast().first().delete(),
    "language": lambda title: change(title, original_language=None),
    "release_date": lambda title: change(title, released_on=None, release_precision=""),
    "alternative_text": lambda title: change(title, backdrop=make.make_image("backdrop")),
    "duplicate": lambda title: make.make_movie(title.name, slug="twin", released="2002"),
}


@pytest.mark.parametrize("key", BREAKING)
def test_a_movie_that_lacks_one_thing_breaks_one_rule(key):
    movie = make_good_title()

    BREAKING[key](movie)

    assert broken_by(movie) == [key]


@pytest.mark.parametrize(
    ("key", "breaks"),
    [
        ("creator", lambda show: show.credits.filter(job="Director").delete()),
        ("episodes", lambda show: show.seasons.get().episodes.all().delete()),
        ("episode_names", lambda show: show.seasons.get().episodes.update(name="")),
        ("air_dates", lambda show: show.seasons.get().episodes.update(aired_on=None, air_precision="")),
        ("air_dates", lambda show: show.seasons.update(aired_on=None, air_precision="")),
    ],
)
def test_a_show_that_lacks_one_thing_breaks_one_rule(key, breaks):
    show = make_good_title("show")

    breaks(show)

    assert broken_by(show) == [key]


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("portrait", {"portrait": None}),
        ("biography", {"biography": "Short."}),
        ("known_for", {"known_for_department": ""}),
    ],
)
def test_a_person_who_lacks_one_thing_breaks_one_rule(key, fields):
    assert broken_by(make_good_person(**fields)) == [key]


def test_a_portrait_wants_words():
    assert broken_by(make_good_person(portrait=make.make_image("portrait"))) == ["portrait_text"]


@pytest.mark.parametrize("length", [80, 2_000])
def test_a_synopsis_may_be_as_long_and_as_short_as_that(length):
    assert broken_by(make_good_title(synopsis="x" * length)) == []


def test_a_synopsis_that_is_too_long_says_so():
    title = make_good_title(synopsis="x" * 2_001)

    assert finding_of(title, "synopsis").says == "The synopsis has 2001 characters; at most 2000 are wanted."


@pytest.mark.parametrize("outcome", ["unknown", "reached"])
def test_only_a_clear_no_counts_against_a_trailer(outcome):
    title = make_good_title()

    VideoCheck.objects.create(
        host="youtube", reference=title.videos.get().reference, outcome=outcome, checked_at=timezone.now()
    )

    assert broken_by(title) == []


@pytest.mark.parametrize(
    ("twin", "is_suspected"),
    [
        ({"released": "2001-12-24"}, True),
        ({"released": "2000"}, True),
        ({"released": ""}, True),
        ({"released": "1950"}, False),
        ({"state": "archived"}, False),
        ({"kind": "show"}, False),
    ],
)
def test_a_duplicate_has_the_same_kind_name_and_about_the_same_year(twin, is_suspected):
    title = make_good_title(name="Nosferatu")
    make.make_title(twin.pop("kind", "movie"), "NOSFERATU", slug="twin", **twin)

    assert broken_by(title) == (["duplicate"] if is_suspected else [])


def test_what_an_editor_said_to_be_two_is_no_duplicate():
    title, twin = make_good_title(name="Nosferatu"), make.make_movie("Nosferatu", slug="twin", released="2001")
    TitlesAreTwo.objects.create(first=title, second=twin)

    assert "duplicate" not in broken_by(title) + broken_by(twin)


def test_one_actor_in_five_parts_is_one_of_the_cast():
    title = make_good_title()
    title.credits.cast().update(person=make_good_person())

    assert finding_of(title, "cast").says == "1 in the cast; 5 are wanted."


def test_a_trailer_of_an_episode_is_none_of_the_show():
    show = make_good_title("show")
    show.videos.all().delete()

    make.make_video(show, kind="episode", episode=show.seasons.get().episodes.get())

    assert broken_by(show) == ["trailer"]


def test_findings_lead_to_the_field_or_the_page_that_puts_them_right():
    movie = make.make_movie(synopsis="")
    places = {one.rule.key: one.place for one in check_titles([movie.pk], Severities.stored())[movie.pk].findings}

    form = f"/admin/catalog/movie/{movie.pk}"
    assert places == {
        "poster": f"{form}/change/#id_poster",
        "synopsis": f"{form}/change/#id_synopsis",
        "certification": f"{form}/change/#certifications-group",
        "trailer": f"{form}/videos/",
        "director": f"{form}/credits/?department=directing",
        "cast": f"{form}/credits/?department=acting",
        "language": f"{form}/change/#id_original_language",
    }


def test_one_nameless_episode_leads_to_its_form_and_more_to_their_season():
    show = make_good_title("show")
    season = show.seasons.get()
    nameless = make.make_episode(season, 2, "")
    nameless.name = ""
    nameless.save()

    one = finding_of(show, "episode_names")
    season.episodes.update(name="")
    both = finding_of(show, "episode_names")

    assert one.place == f"/admin/catalog/episode/{nameless.pk}/change/#id_name"
    assert both.place == f"/admin/catalog/season/{season.pk}/episodes/"
    assert (one.says, both.says) == ("1 episode has no name.", "2 episodes have no name.")


def test_a_rule_that_is_off_is_not_broken_and_not_part_of_completeness():
    title = make_good_title(poster=None)
    before = check_titles([title.pk], Severities.stored())[title.pk]

    HealthRule.objects.create(key="poster", severity="off")

    after = check_titles([title.pk], Severities.stored())[title.pk]
    assert [one.rule.key for one in before.findings] == ["poster"]
    assert (after.findings, after.completeness) == ([], 100)
    assert before.completeness < 100


def test_the_severest_finding_comes_first():
    title = make_good_title(poster=None, synopsis="")
    title.certifications.all().delete()
    HealthRule.objects.create(key="certification", severity="block")
    HealthRule.objects.create(key="synopsis", severity="warn")

    assert broken_by(title) == ["certification", "synopsis", "poster"]


def test_completeness_is_the_same_in_python_and_in_sql():
    HealthRule.objects.create(key="cast", severity="off")
    severities = Severities.stored()
    title = make.make_movie()
    bits = [0, *(rule.bit for rule in RULES if "movie" in rule.kinds)]
    bits += [sum(bits), bits[1] | bits[4] | bits[9]]

    for broken in bits:
        Health.objects.update_or_create(
            title=title, defaults={"kind": "movie", "state": "draft", "sort_key": b"", "broken": broken}
        )
        in_sql = Movie.objects.values_list(severities.completeness_in_sql(["movie"], "health__"), flat=True).get()

        assert in_sql == severities.completeness(broken, "movie")


def test_facts_of_five_titles_take_as_many_queries_as_of_one(django_assert_num_queries):
    severities = Severities.stored()
    titles = [make.make_movie().pk for _ in range(5)]

    for keys in (titles[:1], titles):
        with django_assert_num_queries(1):
            check_titles(keys, severities)
