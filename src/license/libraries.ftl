<#list dependencyMap as library>
${library.key.groupId}:${library.key.artifactId}: ${library.value?sort?join(" or ")}
</#list>
