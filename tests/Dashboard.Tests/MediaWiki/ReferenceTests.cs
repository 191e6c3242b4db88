using System.Globalization;
using CampaignDashboard.MediaWiki;

namespace CampaignDashboard.Tests.MediaWiki;

/// <summary>What counts as a reference. Each case is a short text and its number.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("No sources at all.", 0)]
    [InlineData("A.<ref>Book</ref> B.<ref name=\"b\">Page</ref>", 2)]
    [InlineData("A.<ref name=b>Page</ref> B.<ref name=b /> C.<ref name=\"b\"/>", 3)]
    [InlineData("A.<REF>Book</Ref > B.<Ref\nname=b/>", 2)]
    [InlineData("<references /><references>\n<ref name=b>Page</ref>\n</references>", 1)]
    [InlineData("<references/><refer>x</refer><reflist/>", 0)]
    [InlineData("{{Infobox|source=<ref>{{cite web|url=x}}</ref>}}", 1)]
    public void Each_ref_tag_is_a_reference(string wikitext, int references) => Check(wikitext, references);

    [Theory]
    [InlineData("A.{{sfn|Curie|1903|p=2}} B.{{Sfn|Curie}} C.{{sfnp|Curie}}", 3)]
    [InlineData("{{sfnm|1a1=Curie}}{{sfnmp|1a1=Curie}}{{Shortened footnote template|Curie}}", 3)]
    [InlineData("{{ sfn \n|Curie}}{{Template:Sfn|Curie}}{{template:sfn|Curie}}{{shortened_footnote_template|x}}", 4)]
    [InlineData("{{sfn<!-- short -->|Curie}}{{#tag:ref|Text|name=a}}", 2)]
    [InlineData("{{SFN|another template}}{{sfn0}}{{sfnlink|x}}{{Sfn/doc}}", 0)]
    [InlineData("<ref>{{harvnb|Curie|1903}}</ref>{{harvnb|Curie}}{{rp|7}}{{efn|note}}{{refn|note}}{{r|a}}", 1)]
    [InlineData("{{cite book|title=X}} {{reflist}} {{citation needed}}", 0)]
    [InlineData("{{{sfn}}} {sfn} {{{{sfn}}|x}}", 1)]
    [InlineData("{{Infobox|text={{sfn|Curie}}<ref>x</ref>}}", 2)]
    public void Templates_that_make_a_footnote_are_references(string wikitext, int references) =>
        Check(wikitext, references);

    [Theory]
    [InlineData("<!-- <ref>Old</ref> {{sfn|x}} -->A<ref>New</ref>", 1)]
    [InlineData("A<ref>New</ref><!-- never closed <ref>x</ref>", 1)]
    [InlineData("<nowiki><ref>x</ref>{{sfn|x}}</nowiki><ref>y</ref>", 1)]
    [InlineData("<pre>\n<ref>x</ref></pre><syntaxhighlight lang=xml><ref>x</ref></syntaxhighlight>", 0)]
    [InlineData("<nowiki/><ref>x</ref><nowiki />", 1)]
    [InlineData("<nowiki>never closed <ref>x</ref>", 1)]
    [InlineData("<nowiki><!--</nowiki><ref>x</ref>-->", 1)]
    [InlineData("<ref><!-- quoted </ref> --></ref><ref>y</ref>", 2)]
    public void What_is_no_markup_is_no_reference(string wikitext, int references) => Check(wikitext, references);

    [Theory]
    [InlineData("<ref>never closed", 0)]
    [InlineData("<ref", 0)]
    [InlineData("<ref name=\"a", 0)]
    [InlineData("a < b {{ <", 0)]
    [InlineData("<ref>a</ref", 0)]
    [InlineData("<ref>one<ref>two</ref>", 1)]
    [InlineData("{{sfn", 1)]
    [InlineData("", 0)]
    public void Broken_markup_is_read_as_the_wiki_reads_it(string wikitext, int references) =>
        Check(wikitext, references);

    [Fact]
    public void A_text_full_of_open_tags_takes_no_longer_than_one_that_is_in_order()
    {
        string text = string.Concat(Enumerable.Repeat("<ref><nowiki><pre><math>{{{{<!", 100_000));

        Check(text, 0);
    }

    [Fact]
    public void A_Wikidata_item_has_the_references_of_its_statements()
    {
        const string item = """
            {"type":"item","id":"Q1","labels":{"en":{"language":"en","value":"references"}},"claims":{
             "P31":[{"mainsnak":{"snaktype":"value","property":"P31"},"type":"statement","references":[{"hash":"a","snaks":{"P248":[]}},{"hash":"b","snaks":{}}]},
                    {"mainsnak":{"snaktype":"novalue","property":"P31"},"type":"statement"}],
             "P569":[{"mainsnak":{"snaktype":"value","property":"P569"},"type":"statement","references":[{"hash":"a","snaks":{}}]}]},"sitelinks":{}}
            """;

        Assert.Equal(3, References.In("wikibase-item", item));
    }

    [Fact]
    public void A_lexeme_also_has_those_of_its_forms_and_senses()
    {
        const string lexeme = """
            {"type":"lexeme","claims":[],"forms":[{"id":"L1-F1","claims":{"P443":[{"mainsnak":{},"references":[{}]}]}}],
             "senses":[{"id":"L1-S1","claims":{"P18":[{"mainsnak":{},"references":[{},{}]}]}}]}
            """;

        Assert.Equal(3, References.In("wikibase-lexeme", lexeme));
        Assert.Equal(0, References.In("wikibase-property", """{"entity":"P1","redirect":"P2"}"""));
    }

    [Theory]
    [InlineData("javascript")]
    [InlineData("Scribunto")]
    [InlineData("json")]
    public void Programs_and_data_have_none(string model) => Assert.Equal(0, References.In(model, "\"<ref>x</ref>\""));

    [Fact]
    public void An_entity_that_is_no_JSON_is_told_apart() =>
        Assert.Throws<FormatException>(() => References.In("wikibase-item", "<ref>"));

    private static void Check(string wikitext, int references) =>
        Assert.Equal(
            references.ToString(CultureInfo.InvariantCulture),
            References.In("wikitext", wikitext).ToString(CultureInfo.InvariantCulture)
        );
}
