"""What a person's page tells search engines: a row that the view has loaded -> schema.org. Pure."""

from streamcms.publishing.linked_data import picture, same_as, thing


def person_node(person, url, identifiers=()):
    """`url` makes a full address of a path."""
    own = person.localised
    return thing(
        "Person",
        name=own.name,
        alternateName=person.also_known_as,
        url=url(person.get_absolute_url()),
        description=own.biography,
        image=picture(person.portrait, url),
        birthDate=person.born.isoformat() if person.born else None,
        deathDate=person.died.isoformat() if person.died else None,
        birthPlace=thing("Place", name=person.birthplace) if person.birthplace else None,
        sameAs=same_as(identifiers),
    )
